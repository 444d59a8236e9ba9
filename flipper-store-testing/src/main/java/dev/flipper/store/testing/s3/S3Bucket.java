package dev.flipper.store.testing.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A bucket, and what other programs do with it: over one connection for each request, without a signature. */
public final class S3Bucket {

    private static final byte[] NOTHING = new byte[0];
    private static final int ERROR = 400;
    private static final int MILLIS = 30_000;

    private final URI uri;
    private final String name;

    S3Bucket(URI uri, String name) {
        this.uri = uri;
        this.name = name;
    }

    static boolean isThere(URI server) {
        try {
            return open("GET", server + "/").getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    void create() {
        send("PUT", "", NOTHING);
    }

    /**
     * Gives the bucket's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Gives the address of the server that has the bucket.
     *
     * @return the address, without the name of the bucket
     */
    public URI endpoint() {
        return uri;
    }

    /**
     * Stores an object, whatever is there.
     *
     * @param key the key
     * @param content the content, as text
     */
    public void put(String key, String content) {
        put(key, content.getBytes(UTF_8));
    }

    /**
     * Stores an object, whatever is there.
     *
     * @param key the key
     * @param content the content
     */
    public void put(String key, byte[] content) {
        send("PUT", "/" + encoded(key), content);
    }

    /**
     * Gives an object's content.
     *
     * @param key the key, of which there is one
     * @return the content, as text
     */
    public String get(String key) {
        return send("GET", "/" + encoded(key), NOTHING);
    }

    /**
     * Tells whether there is an object.
     *
     * @param key the key
     * @return false if there is none
     */
    public boolean has(String key) {
        try {
            return open("GET", address("/" + encoded(key))).getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Removes an object.
     *
     * @param key the key
     */
    public void delete(String key) {
        send("DELETE", "/" + encoded(key), NOTHING);
    }

    private static String encoded(String key) {
        return Arrays.stream(key.split("/", -1))
                .map(part -> URLEncoder.encode(part, UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    private String send(String method, String path, byte[] body) {
        try {
            HttpURLConnection connection = open(method, address(path));
            if (method.equals("PUT")) {
                write(connection, body);
            }
            boolean refused = connection.getResponseCode() >= ERROR;
            String answer = text(refused ? connection.getErrorStream() : connection.getInputStream());
            if (refused) {
                throw new IllegalStateException(method + " " + path + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String address(String path) {
        return uri + "/" + name + path;
    }

    private static void write(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.setRequestProperty("Content-Type", "application/octet-stream");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }

    private static String text(InputStream answer) throws IOException {
        try (answer) {
            return new String(answer.readAllBytes(), UTF_8);
        }
    }

    private static HttpURLConnection open(String method, String address) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(MILLIS);
        connection.setReadTimeout(MILLIS);
        connection.setRequestProperty("Connection", "close");
        return connection;
    }
}
