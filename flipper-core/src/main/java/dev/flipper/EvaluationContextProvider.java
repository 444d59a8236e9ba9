package dev.flipper;

/**
 * Supplies attributes that hold for whatever is going on around a check: the caller's name, the tenant, the region. The
 * attributes that a call gives itself win over these.
 */
@FunctionalInterface
public interface EvaluationContextProvider {

    /**
     * Gives the attributes that hold at the moment. Called in the thread of the check, once for each check of an
     * enabled flag, so it should be quick; it must be thread-safe.
     *
     * @return the attributes, empty if there are none. If it throws, the check ends with {@link Reason#ERROR}
     */
    EvaluationContext currentContext();

    /**
     * Gives the name by which messages speak of this provider. Asked once, when a client is built.
     *
     * @return the name; the class's unless overridden
     */
    default String name() {
        return getClass().getName();
    }
}
