package dev.flipper;

/** Something that is being listened to, until it is closed. */
@FunctionalInterface
public interface Subscription extends AutoCloseable {

    /** Stops listening. Closing twice has no effect; a call that is under way may still end. */
    @Override
    void close();
}
