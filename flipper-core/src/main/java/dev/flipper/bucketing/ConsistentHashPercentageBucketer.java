package dev.flipper.bucketing;

import dev.flipper.EvaluationContext;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Turns a flag on for a percentage of the users: the same attributes always get the same answer, in every process, Java
 * or Python, and a user who has the flag keeps it while the percentage grows.
 */
public final class ConsistentHashPercentageBucketer implements Bucketer {

    static final String TYPE = "ConsistentHashPercentageBucketer";

    private final Percentage percentage;
    private final Set<String> keyWhitelist;
    private final AttributeHash hash;

    /**
     * Creates a bucketer.
     *
     * @param percentage the part of the users
     * @param keyWhitelist the attributes that count, for example {@code user_id}; empty: all
     */
    public ConsistentHashPercentageBucketer(Percentage percentage, Set<String> keyWhitelist) {
        this.percentage = Objects.requireNonNull(percentage, "percentage");
        this.keyWhitelist = Set.copyOf(keyWhitelist);
        this.hash = new AttributeHash(this.keyWhitelist);
    }

    /**
     * Creates a bucketer.
     *
     * @param percentage the part of the users
     * @param keys the attributes that count, for example {@code user_id}; none: all
     * @return the bucketer
     */
    public static ConsistentHashPercentageBucketer of(Percentage percentage, String... keys) {
        return new ConsistentHashPercentageBucketer(percentage, Set.of(keys));
    }

    /**
     * Gives the part of the users.
     *
     * @return the percentage
     */
    public Percentage percentage() {
        return percentage;
    }

    /**
     * Gives the attributes that count.
     *
     * @return an unmodifiable set; empty: all count
     */
    public Set<String> keyWhitelist() {
        return keyWhitelist;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("percentage", percentage.toStored());
        // A set's order differs from process to process; sorted, the same bucketer is always stored as the same text.
        fields.put("key_whitelist", List.copyOf(new TreeSet<>(keyWhitelist)));
        return fields;
    }

    /** Answers false at 0 %, else whether the {@link #score} is not above the percentage. */
    @Override
    public boolean test(EvaluationContext context, InstantSource clock, RandomGenerator random) {
        return includes(score(context), clock);
    }

    /**
     * Tells whether a score is on at the moment.
     *
     * @param score as {@link #score} gives it
     * @param clock the time
     * @return false at 0 %, else whether the score is not above the percentage
     */
    public boolean includes(double score, InstantSource clock) {
        double share = percentage.currentValue(clock);
        return share != 0 && score <= share;
    }

    /**
     * Gives the place of a user among the hundred buckets: the attributes that count are sorted by name (code points)
     * and written as a JSON array of {@code [name, value]} pairs as the original writes it; the SHA-1 digest of that
     * text, an unsigned big-endian integer, modulo 100, divided by 100.
     *
     * @param context the attributes of the call
     * @return 0.00, 0.01, … 0.99
     */
    public double score(EvaluationContext context) {
        return score(context, new HashMemory());
    }

    double score(EvaluationContext context, HashMemory memory) {
        return hash.bucket(context, memory) / 100.0;
    }

    /**
     * Tells in words what the flag is on for.
     *
     * @return for example {@code 0.5 by user_id}
     */
    public String describe() {
        String keys = keyWhitelist.isEmpty() ? "all attributes" : String.join(", ", new TreeSet<>(keyWhitelist));
        return percentage + " by " + keys;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConsistentHashPercentageBucketer that
                && percentage.equals(that.percentage)
                && keyWhitelist.equals(that.keyWhitelist);
    }

    @Override
    public int hashCode() {
        return Objects.hash(percentage, keyWhitelist);
    }

    @Override
    public String toString() {
        return TYPE + "(" + describe() + ")";
    }
}
