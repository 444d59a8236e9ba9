package dev.flipper.store.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of {@code redis.uri}, and what they say beside. Messages show nothing of what stands before an
 * {@code @}, as it may be a password, or a piece of one.
 */
final class RedisAddresses {

    static final String EXPECTED = "an address as redis://host:6379 or redis://user:password@host:6379/0, rediss:// for"
            + " TLS, several separated by commas";

    /** Everything up to the last {@code @}: a password that is not encoded as it should be is taken as it is meant. */
    private static final Pattern ADDRESS = Pattern.compile("(?i:redis(s?))://(?:(.*)@)?([^@]*)", Pattern.DOTALL);

    private static final Pattern PLACE =
            Pattern.compile("([^\\s:/?#\\[\\]]+|\\[[\\p{XDigit}:.]+(?:%\\w+)?])(?::(\\d{1,5}))?(?:/(\\d{0,9}))?");

    /** One address; what it leaves out is null. */
    private record Address(
            boolean tls,
            String host,
            @Nullable Integer port,
            @Nullable String user,
            @Nullable String password,
            @Nullable Integer database) {}

    /** A host, with its port if the address has one. */
    record Place(String host, @Nullable Integer port) {}

    private final List<Address> addresses;

    private RedisAddresses(List<Address> addresses) {
        this.addresses = addresses;
    }

    /** Throws {@code IllegalArgumentException} if an address is wrong, or if they contradict each other. */
    static RedisAddresses parse(String text) {
        List<Address> addresses = new ArrayList<>();
        String[] parts = text.split(",", -1);
        for (int i = 0; i < parts.length; i++) {
            try {
                addresses.add(address(parts[i].strip()));
            } catch (IllegalArgumentException e) {
                String which = parts.length == 1 ? "" : "address " + (i + 1) + " of " + parts.length + ": ";
                throw new IllegalArgumentException(which + e.getMessage(), e);
            }
        }
        RedisAddresses all = new RedisAddresses(List.copyOf(addresses));
        all.only("some are redis:// and some rediss://", Address::tls);
        all.only("they name different users", Address::user);
        all.only("they have different passwords", Address::password);
        all.only("they name different databases", Address::database);
        return all;
    }

    private static Address address(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "it does not begin with redis:// or rediss://; a comma in a password has to be percent-encoded");
        }
        Matcher place = PLACE.matcher(matcher.group(3));
        if (!place.matches()) {
            throw new IllegalArgumentException(
                    "there has to be a host, and after it at most a port and the number of a database");
        }
        String[] login = login(matcher.group(2));
        return new Address(
                !matcher.group(1).isEmpty(),
                place.group(1),
                port(place.group(2)),
                login.length == 0 || login[0].isEmpty() ? null : decoded(login[0]),
                login.length < 2 ? null : decoded(login[1]),
                number(place.group(3)));
    }

    private static String[] login(@Nullable String text) {
        if (text == null) {
            return new String[0];
        }
        if (text.isEmpty() || text.equals(":")) {
            throw new IllegalArgumentException("there is neither a user nor a password before the @");
        }
        return text.split(":", 2);
    }

    private static @Nullable Integer port(@Nullable String text) {
        Integer port = number(text);
        if (port != null && (port == 0 || port > 65_535)) {
            throw new IllegalArgumentException("the port has to be from 1 to 65535");
        }
        return port;
    }

    private static @Nullable Integer number(@Nullable String text) {
        return text == null || text.isEmpty() ? null : Integer.valueOf(text);
    }

    /** A plus is a plus here, other than in forms. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Without the cause, which shows characters of the password.
            throw new IllegalArgumentException("a percent sign in a user or a password has to be written as %25");
        }
    }

    /** Gives the first that an address says; null if none says anything. */
    private <T> @Nullable T only(String contradiction, Function<Address, @Nullable T> part) {
        List<T> all =
                addresses.stream().map(part).filter(Objects::nonNull).distinct().toList();
        if (all.size() > 1) {
            throw new IllegalArgumentException(contradiction);
        }
        return all.isEmpty() ? null : all.get(0);
    }

    /** Whether the connections are encrypted. */
    boolean tls() {
        return addresses.get(0).tls();
    }

    List<Place> places() {
        return addresses.stream()
                .map(address -> new Place(address.host(), address.port()))
                .toList();
    }

    @Nullable
    String user() {
        return only("", Address::user);
    }

    @Nullable
    String password() {
        return only("", Address::password);
    }

    @Nullable
    Integer database() {
        return only("", Address::database);
    }

    /** Shows no passwords. */
    @Override
    public String toString() {
        return places().toString();
    }
}
