package dev.flipper;

/** A store has answered something that cannot be right. Never leaves Flipper: it becomes a {@link StoreException}. */
final class WrongAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongAnswerException(String answer) {
        super(answer);
    }
}
