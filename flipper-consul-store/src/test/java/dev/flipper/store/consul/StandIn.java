package dev.flipper.store.consul;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Stands in for Consul where the real one cannot be brought to say what a test wants it to. */
final class StandIn implements AutoCloseable {

    /**
     * What is said; a body that is shorter than its announced length never comes to its end, and one of the length
     * {@link #ENDLESS} is said again and again.
     */
    record Reply(int status, String index, String body, int length) {

        static final int ENDLESS = -1;

        static Reply of(int status, long index, String body) {
            return new Reply(status, "" + index, body, body.length());
        }

        static Reply withoutIndex(int status, String body) {
            return new Reply(status, null, body, body.length());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** The requests so far: path and query. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** Listens on the loopback interface; a reply of null leaves a request without an answer. */
    StandIn(Function<String, Reply> replies) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, replies));
        server.start();
    }

    private void answer(HttpExchange exchange, Function<String, Reply> replies) throws IOException {
        String request = exchange.getRequestURI().toString();
        requests.add(request);
        exchange.getRequestBody().readAllBytes();
        Reply reply = replies.apply(request);
        if (reply == null) {
            return;
        }
        if (reply.index() != null) {
            exchange.getResponseHeaders().set("X-Consul-Index", reply.index());
        }
        if (reply.length() == Reply.ENDLESS) {
            repeat(exchange, reply);
        }
        exchange.sendResponseHeaders(reply.status(), reply.length() == 0 ? -1 : reply.length());
        exchange.getResponseBody().write(reply.body().getBytes(UTF_8));
        if (reply.body().length() == reply.length()) {
            exchange.close();
        } else {
            exchange.getResponseBody().flush();
        }
    }

    /** Until the other side closes the connection, which is an exception here. */
    private static void repeat(HttpExchange exchange, Reply reply) throws IOException {
        exchange.sendResponseHeaders(reply.status(), 0);
        while (true) {
            exchange.getResponseBody().write(reply.body().getBytes(UTF_8));
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
