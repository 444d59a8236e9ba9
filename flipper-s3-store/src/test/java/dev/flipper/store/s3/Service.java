package dev.flipper.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Stands in for a service with the interface of S3 that is not as S3 is, or has more objects than are quickly stored in
 * a real one. It has the one bucket "flags", and takes the requests of the store only.
 */
final class Service implements AutoCloseable {

    static {
        // Else each answer waits for the other side's word that it has the first half.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What becomes of the condition of a request. */
    enum Conditions {
        HELD,

        /** Where there is no object. */
        PASSED_OVER_ON_NOTHING,
        PASSED_OVER,
        REFUSED
    }

    private static final String ROOT = "/flags/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, StoredObject> objects = new ConcurrentSkipListMap<>();
    private final List<String> requests = new ArrayList<>();

    volatile Conditions ofWrites = Conditions.HELD;
    volatile Conditions ofDeletes = Conditions.HELD;

    /** Whether the listing has the tags in quotation marks. */
    volatile boolean quotesInListing = true;

    private volatile Function<ServiceRequest, ServiceReply> instead = request -> null;
    private volatile Predicate<ServiceRequest> withoutAnswer = request -> false;

    /** Listens on the loopback interface. */
    Service() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Names it as messages of the store do. */
    @Override
    public String toString() {
        return "the bucket 'flags' of S3 at 127.0.0.1:" + server.getAddress().getPort();
    }

    S3FeatureFlagStoreBuilder builder() {
        return Stores.builder("flags", uri());
    }

    /** Gives another answer to some requests: null to those that are answered as usual. */
    void answerInstead(Function<ServiceRequest, ServiceReply> replies) {
        instead = replies;
    }

    /** Does what some requests ask for, and ends the connection instead of saying so. */
    void loseAnswers(Predicate<ServiceRequest> requestsWithoutAnswer) {
        withoutAnswer = requestsWithoutAnswer;
    }

    void put(String key, String content) {
        objects.put(key, StoredObject.of(content));
    }

    void remove(String key) {
        objects.remove(key);
    }

    /** Gives the content of an object as text, or null if there is none. */
    String stored(String key) {
        StoredObject object = objects.get(key);
        return object == null ? null : object.text();
    }

    /** Gives the keys of all objects. */
    Set<String> keys() {
        return Set.copyOf(objects.keySet());
    }

    /** Gives the requests since the last time, as "GET A" or "LIST". */
    List<String> requests() {
        synchronized (requests) {
            List<String> all = List.copyOf(requests);
            requests.clear();
            return all;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String key = path.length() > ROOT.length() ? path.substring(ROOT.length()) : "";
        ServiceRequest request = new ServiceRequest(exchange, key);
        synchronized (requests) {
            requests.add(request.toString());
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        ServiceReply reply = instead.apply(request);
        if (reply == null) {
            reply = usual(request, body);
        }
        (withoutAnswer.test(request) ? ServiceReply.END : reply).send(exchange);
    }

    private synchronized ServiceReply usual(ServiceRequest request, byte[] body) {
        return switch (request.words()) {
            case "LIST" -> list(request.parameter("continuation-token"));
            case "GET" -> get(request);
            case "PUT" -> put(request, body);
            default -> delete(request);
        };
    }

    private ServiceReply get(ServiceRequest request) {
        StoredObject object = objects.get(request.key());
        if (object == null) {
            return ServiceReply.error(404, "NoSuchKey");
        }
        return object.tag().equals(request.header("If-None-Match"))
                ? ServiceReply.of(304, object.tag(), new byte[0])
                : ServiceReply.of(200, object.tag(), object.bytes());
    }

    private ServiceReply put(ServiceRequest request, byte[] body) {
        ServiceReply refusal = refusal(ofWrites, request);
        if (refusal != null) {
            return refusal;
        }
        StoredObject object = StoredObject.of(new String(body, UTF_8));
        objects.put(request.key(), object);
        return ServiceReply.of(200, object.tag(), new byte[0]);
    }

    private ServiceReply delete(ServiceRequest request) {
        ServiceReply refusal = refusal(ofDeletes, request);
        if (refusal != null) {
            return refusal;
        }
        objects.remove(request.key());
        return ServiceReply.of(204, null, new byte[0]);
    }

    private ServiceReply refusal(Conditions conditions, ServiceRequest request) {
        String match = request.header("If-Match");
        String noneMatch = request.header("If-None-Match");
        if (conditions == Conditions.PASSED_OVER || (match == null && noneMatch == null)) {
            return null;
        }
        if (conditions == Conditions.REFUSED) {
            return ServiceReply.error(501, "NotImplemented");
        }
        StoredObject object = objects.get(request.key());
        if (match != null && object == null) {
            if (conditions == Conditions.PASSED_OVER_ON_NOTHING) {
                return null;
            }
            return ServiceReply.error(404, "NoSuchKey");
        }
        boolean holds = match == null ? object == null : match.equals(object.tag());
        return holds ? null : ServiceReply.error(412, "PreconditionFailed");
    }

    private ServiceReply list(String token) {
        StringBuilder page = new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType>");
        int left = 1000;
        String last = "";
        for (Map.Entry<String, StoredObject> entry : objects.entrySet()) {
            if (token != null && entry.getKey().compareTo(token) <= 0) {
                continue;
            }
            if (left-- == 0) {
                page.append("<IsTruncated>true</IsTruncated><NextContinuationToken>")
                        .append(last)
                        .append("</NextContinuationToken></ListBucketResult>");
                return ServiceReply.of(200, null, page.toString().getBytes(UTF_8));
            }
            last = entry.getKey();
            page.append(contents(last, entry.getValue()));
        }
        return ServiceReply.of(
                200,
                null,
                page.append("<IsTruncated>false</IsTruncated></ListBucketResult>")
                        .toString()
                        .getBytes(UTF_8));
    }

    private String contents(String key, StoredObject object) {
        String tag = quotesInListing ? object.tag() : object.tag().replace("\"", "");
        return "<Contents><Key>" + URLEncoder.encode(key, UTF_8) + "</Key><ETag>" + tag.replace("\"", "&quot;")
                + "</ETag><Size>" + object.bytes().length + "</Size></Contents>";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A request of the store. */
    record ServiceRequest(String method, String key, String query, Headers headers) {

        ServiceRequest(HttpExchange exchange, String key) {
            this(
                    exchange.getRequestMethod(),
                    key,
                    String.valueOf(exchange.getRequestURI().getQuery()),
                    exchange.getRequestHeaders());
        }

        /** Gives the method, or LIST. */
        String words() {
            return query.contains("list-type=2") ? "LIST" : method;
        }

        boolean is(String words) {
            return words().equals(words);
        }

        String header(String name) {
            return headers.getFirst(name);
        }

        boolean isConditional() {
            return header("If-Match") != null || header("If-None-Match") != null;
        }

        /** Tells whether it is a try of what becomes of conditions. */
        boolean isTry() {
            return Condition.IMPOSSIBLE.ifMatch().equals(header("If-Match"));
        }

        String parameter(String name) {
            for (String part : query.split("&", -1)) {
                if (part.startsWith(name + "=")) {
                    return part.substring(name.length() + 1);
                }
            }
            return null;
        }

        @Override
        public String toString() {
            if (key.startsWith("flipper-probe-")) {
                return words() + " (probe)";
            }
            return key.isEmpty() ? words() : words() + " " + key;
        }
    }
}
