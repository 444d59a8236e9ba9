package dev.flipper.bucketing;

/** The type of a stored percentage is not known here; a newer version or another program has written it. */
final class UnknownPercentageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnknownPercentageException(String type) {
        super("the percentage type '" + type + "' is not known here; known are " + ConstantPercentage.TYPE + " and "
                + LinearRampPercentage.TYPE);
    }
}
