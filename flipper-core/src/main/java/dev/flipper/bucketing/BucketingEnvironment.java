package dev.flipper.bucketing;

import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * What the evaluation of flags draws on besides the flag and the attributes: the time, chance, and the application's
 * own kinds of bucketers. One instance serves a client for all its life. Thread-safe if its parts are.
 *
 * @param clock tells ramps the time
 * @param random gives percentages their chance; must be thread-safe
 * @param factories make bucketers of an application's own, by type
 * @param failures told of each bucketer that throws, with the name of its flag; must not throw itself
 */
public record BucketingEnvironment(
        InstantSource clock,
        RandomGenerator random,
        Map<String, BucketerFactory> factories,
        BiConsumer<String, Throwable> failures) {

    /**
     * Creates an environment.
     *
     * @param clock tells ramps the time
     * @param random gives percentages their chance
     * @param factories make bucketers of an application's own, by type; copied
     * @param failures told of each bucketer that throws
     */
    public BucketingEnvironment {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(random, "random");
        factories = Map.copyOf(factories);
        Objects.requireNonNull(failures, "failures");
    }

    /**
     * Finds what to ask in place of a bucketer that has been read without knowing the application's own ones.
     *
     * @param bucketer a bucketer
     * @return the bucketer itself, or if it is unknown and a factory knows its type what the factory makes of it; an
     *     {@link UnknownBucketer} if the factory fails
     */
    public Bucketer resolve(Bucketer bucketer) {
        if (!(bucketer instanceof UnknownBucketer unknown)) {
            return bucketer;
        }
        BucketerFactory factory = factories.get(unknown.type());
        if (factory == null) {
            return bucketer;
        }
        try {
            return Objects.requireNonNull(factory.create(unknown.fields()), "the factory gave no bucketer");
        } catch (Throwable e) {
            // Errors too: a check is what asks for this.
            String problem = "the bucketer '" + unknown.type() + "' cannot be made of what is stored: " + words(e);
            return new UnknownBucketer(unknown.type(), unknown.fields(), problem);
        }
    }

    /** The factory's exceptions may be of its own making as well. */
    private static String words(Throwable failure) {
        try {
            return failure.toString();
        } catch (Throwable e) {
            return failure.getClass().getName();
        }
    }
}
