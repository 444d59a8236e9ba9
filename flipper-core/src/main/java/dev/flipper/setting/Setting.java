package dev.flipper.setting;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a kind of stores, or of what joins in with a client: its key, and which values are right. Declared
 * before anything is opened, so that a wrong value, a missing one or a misspelt key is told at deployment. Immutable.
 *
 * <pre>{@code
 * Setting<Duration> TIMEOUT = Setting.duration("redis.timeout", Duration.ofMillis(1), Duration.ofMinutes(1));
 * }</pre>
 *
 * @param <T> the type of the values
 */
public final class Setting<T> {

    /** All from the first colon that may be a password's to the last address, as a password may have any character. */
    private static final Pattern PASSWORD =
            Pattern.compile("^([a-z][a-z0-9+.-]*:/+)?+([^:]*):.*@", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern PARAMETER =
            Pattern.compile("([?&;][\\w.-]*(?:password|passwd|pwd|secret|token)=)[^&;]*", Pattern.CASE_INSENSITIVE);

    private final String key;
    private final String expected;
    private final Function<String, T> parser;
    private final boolean required;
    private final boolean secret;

    private Setting(String key, String expected, Function<String, T> parser, boolean required, boolean secret) {
        this.key = Objects.requireNonNull(key, "key");
        this.expected = Objects.requireNonNull(expected, "expected");
        this.parser = Objects.requireNonNull(parser, "parser");
        this.required = required;
        this.secret = secret;
    }

    /**
     * Declares an optional setting of any kind.
     *
     * @param <T> the type of the values
     * @param key the key without the prefix of the client: the name of what it belongs to, a dot and a name in lower
     *     case, with hyphens between words, as {@code redis.base-key}
     * @param expected what a right value is, in words that continue "it has to be"
     * @param parser makes the value of its text, which is never empty; throws {@link IllegalArgumentException} if the
     *     text is wrong, with a message that says more than {@code expected}, or none
     * @return the setting
     */
    public static <T> Setting<T> of(String key, String expected, Function<String, T> parser) {
        return new Setting<>(key, expected, parser, false, false);
    }

    /**
     * Declares an optional setting whose value is any text.
     *
     * @param key the key without the prefix of the client
     * @return the setting
     */
    public static Setting<String> text(String key) {
        return of(key, "a text", text -> text);
    }

    /**
     * Declares an optional setting whose value is a whole number.
     *
     * @param key the key without the prefix of the client
     * @param min the smallest right number
     * @param max the largest right number
     * @return the setting
     */
    public static Setting<Integer> integer(String key, int min, int max) {
        String range = max == Integer.MAX_VALUE ? ", " + min + " or more" : " from " + min + " to " + max;
        return of(key, "a whole number" + range, text -> {
            int number = Integer.parseInt(text.trim());
            return within(number, min, max);
        });
    }

    /**
     * Declares an optional setting whose value is {@code true} or {@code false}.
     *
     * @param key the key without the prefix of the client
     * @return the setting
     */
    public static Setting<Boolean> bool(String key) {
        return of(key, "true or false", text -> switch (text.trim()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /**
     * Declares an optional setting whose value is a duration: a number with a unit, as {@code 500ms}, {@code 2s},
     * {@code 15m}, {@code 1h} or {@code 7d}, or as ISO 8601 has it, {@code PT1M30S}.
     *
     * @param key the key without the prefix of the client
     * @param min the shortest right duration
     * @param max the longest right duration
     * @return the setting
     */
    public static Setting<Duration> duration(String key, Duration min, Duration max) {
        String range = Durations.format(min) + " to " + Durations.format(max);
        return of(
                key,
                "a duration from " + range + ", as 500ms, 2s, 15m, 1h, 7d or PT1M30S",
                text -> within(Durations.parse(text.trim()), min, max));
    }

    /**
     * Declares an optional setting whose value is one of a few words: the names of an enum's constants, in lower case
     * and with hyphens for underscores.
     *
     * @param <E> the enum
     * @param key the key without the prefix of the client
     * @param choices the enum
     * @return the setting
     */
    public static <E extends Enum<E>> Setting<E> oneOf(String key, Class<E> choices) {
        String words = Stream.of(choices.getEnumConstants()).map(Setting::word).collect(Collectors.joining(", "));
        return of(key, "one of " + words, text -> Stream.of(choices.getEnumConstants())
                .filter(choice -> word(choice).equals(text.trim()))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new));
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <C extends Comparable<C>> C within(C value, C min, C max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    /**
     * Declares that nothing can be made without this setting.
     *
     * @return a setting that is like this one, and required
     */
    public Setting<T> required() {
        return new Setting<>(key, expected, parser, true, secret);
    }

    /**
     * Declares that the value is nobody's business, as a password or an access key is.
     *
     * @return a setting that is like this one, and whose values no message shows
     */
    public Setting<T> secret() {
        return new Setting<>(key, expected, parser, required, true);
    }

    /**
     * Gives the key.
     *
     * @return the key without the prefix of the client
     */
    public String key() {
        return key;
    }

    /**
     * Says what a right value is.
     *
     * @return words that continue "it has to be"
     */
    public String expected() {
        return expected;
    }

    /**
     * Tells whether something can be made without this setting.
     *
     * @return whether it has to be set
     */
    public boolean isRequired() {
        return required;
    }

    /**
     * Makes a value of its text.
     *
     * @param text the text, not empty
     * @return the value
     * @throws IllegalArgumentException if the text is wrong; the message says what would be right, and never shows a
     *     secret
     */
    public T parse(String text) {
        T value;
        try {
            value = parser.apply(text);
        } catch (RuntimeException e) {
            // Of its subclasses, and what the JDK throws else, the message says nothing that is not known.
            throw wrong(text, e.getClass() == IllegalArgumentException.class ? e.getMessage() : null);
        }
        if (value == null) {
            throw wrong(text, null);
        }
        return value;
    }

    private IllegalArgumentException wrong(String text, @Nullable String reason) {
        String more = reason == null || secret ? "" : " (" + reason.replace(text.trim(), shown(text.trim())) + ")";
        return new IllegalArgumentException("it has to be " + expected + more);
    }

    /**
     * Makes a value presentable for messages and logs.
     *
     * @param text the text of a value, right or wrong
     * @return the text, without the password if it is an address with one, or several; {@code ***} if the setting is
     *     secret
     */
    public String shown(String text) {
        if (secret) {
            return "***";
        }
        String address = PASSWORD.matcher(text).replaceFirst("$1$2:***@");
        return PARAMETER.matcher(address).replaceAll("$1***");
    }

    @Override
    public String toString() {
        return key;
    }
}
