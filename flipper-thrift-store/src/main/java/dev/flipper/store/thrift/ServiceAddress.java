package dev.flipper.store.thrift;

import java.util.regex.Pattern;

/**
 * Where a service is.
 *
 * @param host a name or an IP address
 * @param port the port, 1 to 65535
 */
record ServiceAddress(String host, int port) {

    static final int DEFAULT_PORT = 9090;
    static final int LARGEST_PORT = 65_535;
    static final String EXPECTED_HOST = "the name or the IP address of a host, without a port";

    private static final Pattern HOST =
            Pattern.compile("[^\\s:,/?#@\\[\\]]+|\\[?[\\p{XDigit}:.]*:[\\p{XDigit}:.]*(?:%\\w+)?]?");

    ServiceAddress {
        requireHost(host);
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("The port must be from 1 to " + LARGEST_PORT + ", it is " + port);
        }
    }

    /** Throws {@code IllegalArgumentException} if it cannot be one. */
    static String requireHost(String host) {
        if (!HOST.matcher(host).matches() || host.chars().filter(c -> c == ':').count() == 1) {
            throw new IllegalArgumentException("The host must be " + EXPECTED_HOST + ", it is '" + host + "'");
        }
        return host;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }
}
