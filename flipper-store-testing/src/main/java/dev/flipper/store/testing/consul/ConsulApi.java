package dev.flipper.store.testing.consul;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** Talks to Consul as other programs do: over one connection for each request, all of them with all rights. */
public final class ConsulApi {

    private static final byte[] NOTHING = new byte[0];
    private static final int ERROR = 400;
    private static final int MILLIS = 30_000;

    private final URI uri;

    ConsulApi(URI uri) {
        this.uri = uri;
    }

    boolean isReady() {
        int status = status("/v1/kv/ready?consistent");
        return status == HttpURLConnection.HTTP_OK || status == HttpURLConnection.HTTP_NOT_FOUND;
    }

    boolean isThere() {
        return status("/v1/status/leader") == HttpURLConnection.HTTP_OK;
    }

    private int status(String path) {
        try {
            return open("GET", path).getResponseCode();
        } catch (IOException e) {
            return -1;
        }
    }

    /**
     * Stores a value, whatever is there.
     *
     * @param key the key
     * @param value the value
     */
    public void put(String key, String value) {
        send("PUT", "/v1/kv/" + encoded(key), value.getBytes(UTF_8));
    }

    /**
     * Gives a value as it is stored.
     *
     * @param key the key, of which there is one
     * @return the value
     */
    public String get(String key) {
        return send("GET", "/v1/kv/" + encoded(key) + "?raw", NOTHING);
    }

    /**
     * Removes what is stored under a key.
     *
     * @param key the key
     */
    public void delete(String key) {
        send("DELETE", "/v1/kv/" + encoded(key), NOTHING);
    }

    /** Removes all keys. */
    public void deleteAll() {
        send("DELETE", "/v1/kv/?recurse", NOTHING);
    }

    /**
     * Gives the server's version.
     *
     * @return its numbers
     */
    public String version() {
        Map<?, ?> self = (Map<?, ?>) parsed(send("GET", "/v1/agent/self", NOTHING));
        return String.valueOf(((Map<?, ?>) Objects.requireNonNull(self.get("Config"))).get("Version"));
    }

    /**
     * Makes a token that has the rights of a policy.
     *
     * @param policy the rules
     * @return the secret that the token is known by
     */
    public String token(String policy) {
        String secret = UUID.randomUUID().toString();
        String name = "policy-" + secret;
        json("/v1/acl/policy", Map.of("Name", name, "Rules", policy));
        json("/v1/acl/token", Map.of("SecretID", secret, "Policies", List.of(Map.of("Name", name))));
        return secret;
    }

    /**
     * Removes a token.
     *
     * @param secret what {@link #token} gave
     */
    public void deleteToken(String secret) {
        List<?> all = (List<?>) parsed(send("GET", "/v1/acl/tokens", NOTHING));
        String accessor = all.stream()
                .map(token -> String.valueOf(((Map<?, ?>) token).get("AccessorID")))
                .filter(id -> send("GET", "/v1/acl/token/" + id, NOTHING).contains(secret))
                .findFirst()
                .orElseThrow();
        send("DELETE", "/v1/acl/token/" + accessor, NOTHING);
    }

    private static Object parsed(String text) {
        return Objects.requireNonNull(Json.parse(text), text);
    }

    private void json(String path, Map<String, ?> body) {
        send("PUT", path, Json.write(body).getBytes(UTF_8));
    }

    private static String encoded(String key) {
        return Arrays.stream(key.split("/", -1))
                .map(part -> URLEncoder.encode(part, UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    /**
     * Sends a request as it is.
     *
     * @param method the method of HTTP
     * @param pathAndQuery what is asked for
     * @param body what is sent, empty if nothing is
     * @return the answer
     * @throws IllegalStateException if it is a refusal
     */
    public String send(String method, String pathAndQuery, byte[] body) {
        try {
            HttpURLConnection connection = open(method, pathAndQuery);
            if (body.length > 0) {
                write(connection, body);
            }
            boolean refused = connection.getResponseCode() >= ERROR;
            String answer = text(refused ? connection.getErrorStream() : connection.getInputStream());
            if (refused) {
                throw new IllegalStateException(method + " " + pathAndQuery + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }

    private static String text(InputStream answer) throws IOException {
        try (answer) {
            return new String(answer.readAllBytes(), UTF_8);
        }
    }

    private HttpURLConnection open(String method, String pathAndQuery) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(uri + pathAndQuery).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(MILLIS);
        connection.setReadTimeout(MILLIS);
        connection.setRequestProperty("X-Consul-Token", ConsulProcess.ROOT);
        connection.setRequestProperty("Connection", "close");
        return connection;
    }
}
