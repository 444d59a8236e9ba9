package dev.flipper;

/** Why a flag is on or off: the step of the evaluation that gave the answer. */
public enum Reason {
    /** The flag is disabled. */
    DISABLED,
    /** Some attribute of the call is named by some condition, so that the conditions decided. */
    CONDITIONS,
    /** The flag's bucketer decided. */
    BUCKETER,
    /** The flag is enabled, and neither conditions nor a bucketer had a say. */
    ENABLED,
    /** There is no such flag: the default value of the call is the answer. */
    NOT_FOUND,
    /**
     * No verdict could be reached (the store failed, the stored document is broken, an operator or bucketer is unknown,
     * a context provider threw): the default value of the call is the answer.
     */
    ERROR
}
