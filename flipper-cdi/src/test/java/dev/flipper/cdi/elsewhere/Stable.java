package dev.flipper.cdi.elsewhere;

/** A base class of a bean in another package. */
public class Stable {

    protected String guarded() {
        return "guarded and " + unguarded();
    }

    String unguarded() {
        return "old";
    }
}
