package dev.flipper.store.consul;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where Consul's HTTP API is. Messages show nothing of what stands before an {@code @}, as it may be a secret. */
record ConsulAddress(boolean tls, String host, int port) {

    static final String EXPECTED = "an address as http://localhost:8500, https:// for TLS";

    /** That of the agent on the same machine, as usual with Consul. */
    static final ConsulAddress LOCAL = new ConsulAddress(false, "localhost", 8500);

    private static final Pattern ADDRESS =
            Pattern.compile("(?i:http(s?))://([\\w.-]+|\\[[\\p{XDigit}:.]+(?:%\\w+)?])(?::(\\d{1,5}))?/?");

    /** What Consul listens on unless it is told otherwise; for TLS that is what its guides suggest. */
    private static final int PLAIN_PORT = 8500;

    private static final int TLS_PORT = 8501;

    /** Throws {@code IllegalArgumentException} if it is no address of Consul's. */
    static ConsulAddress parse(String text) {
        Matcher matcher = ADDRESS.matcher(text.strip());
        if (text.contains("@")) {
            throw new IllegalArgumentException(
                    "there is no user in it: Consul wants a token, which is another setting");
        }
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "it does not begin with http:// or https://, or more than host and port follow");
        }
        boolean tls = !matcher.group(1).isEmpty();
        ConsulAddress address = new ConsulAddress(tls, matcher.group(2), port(matcher.group(3), tls));
        if (!address.isPossible()) {
            throw new IllegalArgumentException("Java takes no such host; underscores are not allowed");
        }
        return address;
    }

    /** The JDK's HTTP client wants what {@link URI} takes for a host, which is less than others may. */
    private boolean isPossible() {
        try {
            return uri("/").getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int port(@Nullable String text, boolean tls) {
        if (text == null) {
            return tls ? TLS_PORT : PLAIN_PORT;
        }
        int port = Integer.parseInt(text);
        if (port == 0 || port > 65_535) {
            throw new IllegalArgumentException("the port has to be from 1 to 65535");
        }
        return port;
    }

    /** Gives the address of one thing there. */
    URI uri(String pathAndQuery) {
        return URI.create((tls ? "https://" : "http://") + this + pathAndQuery);
    }

    /** Host and port, as messages name the place. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
