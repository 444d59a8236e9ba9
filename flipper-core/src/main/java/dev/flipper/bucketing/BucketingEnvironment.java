package dev.flipper.bucketing;

import dev.flipper.EvaluationContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/**
 * What the evaluation of flags draws on besides the flag and the attributes: the time, chance, and the application's
 * own kinds of bucketers. One instance serves a client for all its life. Thread-safe if its parts are.
 */
public final class BucketingEnvironment {

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, BucketerFactory> factories;
    private final BiConsumer<String, Throwable> failures;
    /** One for all flags: it stays in the processor's caches, and thousands of flags need no more of it than one. */
    private final HashMemory memory = new HashMemory();

    /**
     * Creates an environment.
     *
     * @param clock tells ramps the time
     * @param random gives percentages their chance; must be thread-safe
     * @param factories make bucketers of an application's own, by type; copied
     * @param failures told of each bucketer that throws, with the name of its flag; must not throw itself
     */
    public BucketingEnvironment(
            InstantSource clock,
            RandomGenerator random,
            Map<String, BucketerFactory> factories,
            BiConsumer<String, Throwable> failures) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
        this.factories = Map.copyOf(factories);
        this.failures = Objects.requireNonNull(failures, "failures");
    }

    /**
     * Gives the clock.
     *
     * @return tells ramps the time
     */
    public InstantSource clock() {
        return clock;
    }

    /**
     * Gives who is told of failures.
     *
     * @return told of each bucketer that throws, with the name of its flag
     */
    public BiConsumer<String, Throwable> failures() {
        return failures;
    }

    /**
     * Asks a bucketer. A consistent hash is worked out without allocating anything.
     *
     * @param bucketer the bucketer
     * @param context the attributes of the call
     * @return whether it lets the call in
     */
    public boolean test(Bucketer bucketer, EvaluationContext context) {
        return bucketer instanceof ConsistentHashPercentageBucketer hash
                ? hash.includes(hash.score(context, memory), clock)
                : bucketer.test(context, clock, random);
    }

    /**
     * Gives a score as {@link ConsistentHashPercentageBucketer#score} does, without allocating anything.
     *
     * @param bucketer the bucketer
     * @param context the attributes of the call
     * @return 0.00, 0.01, … 0.99
     */
    public double score(ConsistentHashPercentageBucketer bucketer, EvaluationContext context) {
        return bucketer.score(context, memory);
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

    /**
     * Reads a bucketer that somebody has typed, in the stored form. Unlike what a store may hold, it has to be one that
     * can be asked here, with percentages from 0 to 1 and no members that mean nothing.
     *
     * @param json the text, for example {@code {"type": "PercentageBucketer", "percentage": {"type": "Percentage",
     *     "value": 0.5}}}
     * @return the bucketer
     * @throws dev.flipper.json.JsonFormatException if it is not; the message names the place
     */
    public Bucketer read(String json) {
        return BucketerInput.read(json, this::resolve);
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
