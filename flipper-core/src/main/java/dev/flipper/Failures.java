package dev.flipper;

/** What somebody else's code has thrown: an exception of any class, whose own methods may fail too. */
final class Failures {

    private Failures() {}

    /** Gives class and message, as far as there is one. */
    static String describe(Throwable failure) {
        try {
            return String.valueOf(failure);
        } catch (Throwable e) {
            return failure.getClass().getName();
        }
    }

    /**
     * Keeps an interrupt from being lost with the exception, which nobody expects behind a method that declares none.
     */
    static void keepInterrupt(Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
