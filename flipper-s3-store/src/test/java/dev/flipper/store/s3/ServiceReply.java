package dev.flipper.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a {@link Service} answers. */
@FunctionalInterface
interface ServiceReply {

    /** Nothing, for as long as the other side waits. */
    ServiceReply SILENCE = exchange -> {};

    /** The end of the connection. */
    ServiceReply END = HttpExchange::close;

    void send(HttpExchange exchange) throws IOException;

    static ServiceReply of(int status, String tag, byte[] body) {
        return exchange -> {
            if (tag != null) {
                exchange.getResponseHeaders().set("ETag", tag);
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        };
    }

    /** As S3 tells errors. */
    static ServiceReply error(int status, String code) {
        return of(
                status, null, ("<Error><Code>" + code + "</Code><Message>it rains</Message></Error>").getBytes(UTF_8));
    }

    /** The beginning of a flag, and then nothing for as long as the other side waits. */
    static ServiceReply stop() {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
        };
    }

    /** A flag of which a byte comes now and then, so that no single one is waited for for long. */
    static ServiceReply drip() {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, 1000);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 1000; i++) {
                    out.write('x');
                    out.flush();
                    new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
