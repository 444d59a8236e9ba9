package dev.flipper.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.EvaluationContext;
import dev.flipper.FlagEvaluation;
import dev.flipper.FlagFormatException;
import dev.flipper.FlagMetadata;
import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.BucketingEnvironment;
import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.condition.Condition;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import dev.flipper.json.JsonFormatException;
import dev.flipper.json.JsonValues;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One flag as it is stored: name, enabled or not, metadata, and whatever members a newer writer added, which are kept.
 * Immutable and thread-safe; conditions and bucketer are taken apart once, when the definition is made, so that
 * {@linkplain #evaluate evaluating} is quick. Equal are definitions whose documents are equal as JSON values.
 *
 * <p>The stored form is one JSON document, the original's: {@code {"feature_name", "is_enabled", "meta":
 * {"client_data", "created_date", "conditions", "bucketer"}}}.
 */
public final class FlagDefinition {

    private static final String NAME = "feature_name";
    private static final String ENABLED = "is_enabled";
    private static final String META = "meta";
    private static final String CLIENT_DATA = "client_data";
    private static final String CREATED_DATE = "created_date";
    private static final String CONDITIONS = "conditions";
    private static final String BUCKETER = "bucketer";

    private static final List<Object> EMPTY = List.of(List.of(), "", false, 0, 0.0, -0.0);

    private final Map<String, @Nullable Object> document;
    private final String name;
    private final boolean enabled;
    private final FlagMetadata metadata;
    private final FlagRules rules;

    private FlagDefinition(
            Map<String, @Nullable Object> document, String name, boolean enabled, FlagMetadata metadata) {
        this.document = document;
        this.name = name;
        this.enabled = enabled;
        this.metadata = metadata;
        this.rules = new FlagRules(name, enabled, metadata);
    }

    /**
     * Makes a flag without conditions and bucketer.
     *
     * @param name its name
     * @param enabled whether it is enabled
     * @param createdDate when it was created; a fraction of a second is dropped
     * @param clientData what the application keeps with it, JSON values
     * @return the flag
     * @throws IllegalArgumentException if something in the client data is no JSON value (see {@link JsonValues#of})
     */
    public static FlagDefinition of(
            String name, boolean enabled, Instant createdDate, Map<String, ? extends @Nullable Object> clientData) {
        Map<String, @Nullable Object> meta = new LinkedHashMap<>();
        meta.put(CLIENT_DATA, JsonValues.object(clientData, "client data"));
        meta.put(CREATED_DATE, createdDate.getEpochSecond());
        meta.put(CONDITIONS, List.of());
        meta.put(BUCKETER, Map.of("type", "NoOpBucketer"));
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put(NAME, Objects.requireNonNull(name, "name"));
        document.put(ENABLED, enabled);
        document.put(META, meta);
        return made(document);
    }

    /**
     * Reads a flag in the stored form.
     *
     * @param json the document
     * @return the flag
     * @throws FlagFormatException if the text is not a flag; never another exception
     */
    public static FlagDefinition fromJson(String json) {
        return fromJson(null, Objects.requireNonNull(json, "json"));
    }

    /** A document that is broken is told by the name that it is stored by, where there is one. */
    private static FlagDefinition fromJson(@Nullable String name, String json) {
        @Nullable Object document = null;
        try {
            document = Json.parse(json);
            return read(new JsonCursor("", document));
        } catch (JsonFormatException e) {
            throw new FlagFormatException(
                    name == null ? nameIn(document) : name, e.place(), String.valueOf(e.getMessage()), e);
        }
    }

    private static @Nullable String nameIn(@Nullable Object document) {
        return document instanceof Map<?, ?> members && members.get(NAME) instanceof String name ? name : null;
    }

    private static FlagDefinition read(JsonCursor document) {
        JsonCursor meta = document.member(META);
        FlagMetadata metadata = new FlagMetadata(
                createdDate(meta.member(CREATED_DATE)), clientData(meta), conditions(meta), bucketer(meta));
        return new FlagDefinition(
                document.object(),
                document.member(NAME).string(),
                document.member(ENABLED).bool(),
                metadata);
    }

    private static Instant createdDate(JsonCursor stored) {
        if (!(stored.value() instanceof Number seconds)) {
            throw stored.error("a number is expected: seconds since 1970");
        }
        // An integer beyond a long is beyond every instant; a double is cut to its whole part, and held within a long.
        long whole = seconds instanceof BigInteger big ? big.signum() * Long.MAX_VALUE : seconds.longValue();
        return Instant.ofEpochSecond(
                Math.max(Instant.MIN.getEpochSecond(), Math.min(Instant.MAX.getEpochSecond(), whole)));
    }

    /** The original reads as no data whatever its language takes for false. */
    private static Map<String, @Nullable Object> clientData(JsonCursor meta) {
        JsonCursor stored = meta.optional(CLIENT_DATA).orElse(null);
        if (stored == null || stored.value() == null || EMPTY.contains(stored.value())) {
            return JsonValues.object(Map.of(), CLIENT_DATA);
        }
        return stored.object();
    }

    private static List<Condition> conditions(JsonCursor meta) {
        return meta.optional(CONDITIONS).map(JsonCursor::elements).orElse(List.of()).stream()
                .map(Condition::fromStored)
                .toList();
    }

    private static Bucketer bucketer(JsonCursor meta) {
        JsonCursor stored = meta.optional(BUCKETER).orElse(null);
        return stored == null || stored.value() == null ? new NoOpBucketer() : Bucketer.fromStored(stored);
    }

    /**
     * Reads what a backend has stored by a name.
     *
     * @param name the name by which it is stored
     * @param json the document in UTF-8
     * @return the flag
     * @throws FlagFormatException if it is not a flag, or one of another name, which no check would find; never another
     *     exception
     */
    public static FlagDefinition fromStored(String name, byte[] json) {
        Objects.requireNonNull(name, "name");
        FlagDefinition definition = fromJson(name, decoded(name, json));
        if (!definition.name().equals(name)) {
            throw new FlagFormatException(name, NAME, "it says that its name is '" + definition.name() + "'", null);
        }
        return definition;
    }

    private static String decoded(String name, byte[] json) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
        } catch (CharacterCodingException e) {
            throw new FlagFormatException(name, "its beginning", "it is not a text in UTF-8", e);
        }
    }

    /**
     * Gives the stored form.
     *
     * @return the document as ASCII text, as the original writes it
     */
    public String toJson() {
        return Json.write(document);
    }

    /**
     * Gives the flag's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Tells whether the flag is enabled; conditions and bucketer may still switch it off for a call.
     *
     * @return true if it is enabled
     */
    public boolean enabled() {
        return enabled;
    }

    /**
     * Gives what is stored with the flag.
     *
     * @return the metadata
     */
    public FlagMetadata metadata() {
        return metadata;
    }

    /**
     * Checks the flag for a call. In this order: a disabled flag is off; if some attribute is named by some condition
     * the conditions decide alone; else the bucketer decides, if there is one; else the flag is on. Takes no lock, does
     * no I/O and reads the clock only for a ramp; the result is made with the definition, not for the call.
     *
     * @param context the attributes of the call
     * @param environment the time, chance and the application's own bucketers
     * @return the outcome; {@link dev.flipper.Reason#ERROR} if no verdict can be reached. Never throws because of an
     *     attribute or what is stored
     */
    public FlagEvaluation evaluate(EvaluationContext context, BucketingEnvironment environment) {
        return rules.evaluate(context, environment, true);
    }

    /**
     * Checks the flag as {@link #evaluate} does, for those who need the answer and its reason only: the detail is the
     * same for all calls, so that nothing is kept for each score of a consistent hash.
     *
     * @param context the attributes of the call
     * @param environment the time, chance and the application's own bucketers
     * @return the outcome, whose detail does not tell the score
     */
    public FlagEvaluation evaluateBriefly(EvaluationContext context, BucketingEnvironment environment) {
        return rules.evaluate(context, environment, false);
    }

    /** Gives the answer if it is the same for every call, else null. */
    @Nullable
    Boolean answer() {
        return rules.answer();
    }

    /**
     * Enables or disables the flag.
     *
     * @param enable true to enable
     * @return a flag that differs in this; this instance if it does not differ
     */
    public FlagDefinition withEnabled(boolean enable) {
        return enabled == enable ? this : with(ENABLED, enable);
    }

    /**
     * Replaces the client data.
     *
     * @param clientData the new data, JSON values
     * @return a flag that differs in this; this instance if it does not differ
     * @throws IllegalArgumentException if something in it is no JSON value, or the document would be nested too deep to
     *     be read again
     */
    public FlagDefinition withClientData(Map<String, ? extends @Nullable Object> clientData) {
        return withMeta(CLIENT_DATA, JsonValues.object(clientData, "client data"));
    }

    /**
     * Adds a condition behind those that there are.
     *
     * @param condition the condition
     * @return a flag that differs in this
     * @throws IllegalArgumentException if the document would be nested too deep to be read again
     */
    public FlagDefinition withCondition(Condition condition) {
        List<Condition> conditions = new ArrayList<>(metadata.conditions());
        conditions.add(Objects.requireNonNull(condition, "condition"));
        return withConditions(conditions);
    }

    /**
     * Replaces the conditions.
     *
     * @param conditions the new conditions
     * @return a flag that differs in this; this instance if it does not differ
     * @throws IllegalArgumentException if the document would be nested too deep to be read again
     */
    public FlagDefinition withConditions(Collection<Condition> conditions) {
        return withMeta(CONDITIONS, conditions.stream().map(Condition::toStored).toList());
    }

    /**
     * Replaces the bucketer.
     *
     * @param bucketer the new bucketer; a {@link NoOpBucketer} takes the present one away
     * @return a flag that differs in this; this instance if it does not differ
     * @throws IllegalArgumentException as {@link Bucketer#toStored}, or if the bucketer cannot be read again
     */
    public FlagDefinition withBucketer(Bucketer bucketer) {
        Map<String, @Nullable Object> stored = Bucketer.toStored(bucketer);
        // What is stored may have members that the bucketer read from it does not show; setting it again loses none.
        return stored.equals(Bucketer.toStored(metadata.bucketer())) ? this : withMeta(BUCKETER, stored);
    }

    /**
     * Replaces the percentage of the bucketer, and nothing else of it.
     *
     * @param percentage the new percentage
     * @return a flag that differs in this; this instance if it does not differ
     * @throws IllegalStateException if the flag has no bucketer of Flipper's own with a percentage
     */
    public FlagDefinition withPercentage(Percentage percentage) {
        String type = metadata.bucketer().type();
        if (!Bucketer.isBuiltIn(type) || metadata.bucketer() instanceof NoOpBucketer) {
            throw new IllegalStateException("The flag '" + name + "' has no percentage, its bucketer is '" + type
                    + "': give it a PercentageBucketer or a ConsistentHashPercentageBucketer first");
        }
        Map<String, @Nullable Object> bucketer = new LinkedHashMap<>(
                new JsonCursor("", document).member(META).member(BUCKETER).object());
        bucketer.put("percentage", percentage.toStored());
        return withMeta(BUCKETER, bucketer);
    }

    private FlagDefinition withMeta(String member, Object value) {
        Map<String, @Nullable Object> meta =
                new LinkedHashMap<>(new JsonCursor("", document).member(META).object());
        meta.put(member, value);
        return with(META, meta);
    }

    private FlagDefinition with(String member, Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(document);
        changed.put(member, value);
        FlagDefinition after = made(changed);
        return equals(after) ? this : after;
    }

    /** Everything that Java code makes goes through the reader, so that what is written can be read again. */
    private static FlagDefinition made(Map<String, @Nullable Object> document) {
        return read(new JsonCursor("", JsonValues.object(document, "flag")));
    }

    /**
     * Runs a change and makes sure that it stays the same flag; for stores, see {@link FeatureFlagStore#update}.
     *
     * @param change makes the new state of this one
     * @return what the change gave
     * @throws NullPointerException if the change gave null
     * @throws IllegalArgumentException if the change gave a flag of another name
     */
    public FlagDefinition changedBy(UnaryOperator<FlagDefinition> change) {
        FlagDefinition after = Objects.requireNonNull(change.apply(this), "the change gave no flag");
        if (!after.name.equals(name)) {
            throw new IllegalArgumentException(
                    "The change of the flag '" + name + "' gave a flag of the name '" + after.name + "'");
        }
        return after;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof FlagDefinition that && document.equals(that.document));
    }

    @Override
    public int hashCode() {
        return document.hashCode();
    }

    /** Gives the stored form. */
    @Override
    public String toString() {
        return toJson();
    }
}
