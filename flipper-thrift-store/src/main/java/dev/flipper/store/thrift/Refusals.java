package dev.flipper.store.thrift;

import dev.flipper.store.thrift.idl.FlipperException;
import org.jspecify.annotations.Nullable;

/** What a service says to a call that it does not carry out. */
final class Refusals {

    private Refusals() {}

    static FlipperException refused(String message) {
        return new FlipperException().setMessage(message);
    }

    /** Any client may leave a field out. */
    static String required(@Nullable String name) throws FlipperException {
        if (name == null) {
            throw refused("There is no feature_name");
        }
        return name;
    }

    static int number(String what, long number) throws FlipperException {
        if (number < 0) {
            throw refused("The " + what + " must be 0 or more, it is " + number);
        }
        return (int) Math.min(number, Integer.MAX_VALUE);
    }
}
