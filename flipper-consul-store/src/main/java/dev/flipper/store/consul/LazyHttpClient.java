package dev.flipper.store.consul;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The JDK's HTTP client, made when it is first needed, since it comes with threads and a selector. Thread-safe. */
final class LazyHttpClient implements AutoCloseable {

    private static final int SECONDS_IDLE = 10;

    private final Function<ExecutorService, HttpClient> maker;
    private final ThreadFactory threads;

    private @Nullable HttpClient client;
    private @Nullable ExecutorService executor;
    private boolean closed;

    /**
     * Takes how to connect.
     *
     * @param tls whom to trust; that of the JVM if null
     * @param threads makes those that answers are read in
     */
    LazyHttpClient(Duration connectTimeout, @Nullable SSLContext tls, ThreadFactory threads) {
        this(executor -> make(connectTimeout, tls, executor), threads);
    }

    /** Takes what makes the client, of what runs its tasks. */
    LazyHttpClient(Function<ExecutorService, HttpClient> maker, ThreadFactory threads) {
        this.maker = maker;
        this.threads = threads;
    }

    synchronized HttpClient get() {
        if (closed) {
            throw ConsulFailure.notDone("the store is closed", null);
        }
        if (client == null) {
            ExecutorService from = new ThreadPoolExecutor(
                    0, Integer.MAX_VALUE, SECONDS_IDLE, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
            client = make(from);
            executor = from;
        }
        return client;
    }

    /** The JVM's own settings for TLS are read here too, and may name a file that is not there. */
    private HttpClient make(ExecutorService from) {
        try {
            return maker.apply(from);
        } catch (RuntimeException e) {
            from.shutdown();
            throw ConsulFailure.notDone("no HTTP client can be made: " + words(e), e);
        }
    }

    private static String words(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }

    private static HttpClient make(Duration connectTimeout, @Nullable SSLContext tls, ExecutorService from) {
        // HTTP/2 would begin with a question whether the other side speaks it.
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(from);
        if (tls != null) {
            builder.sslContext(tls);
        }
        return builder.build();
    }

    /**
     * Ends the client. From Java 21 on it can be told; before that its selector's thread ends once the client is
     * garbage, to which nothing leads from here.
     */
    @Override
    public void close() {
        HttpClient made;
        ExecutorService from;
        synchronized (this) {
            closed = true;
            made = client;
            from = executor;
            client = null;
            executor = null;
        }
        // Not under the lock: the client waits for what is under way, which may want to know whether it is closed.
        try {
            if (made instanceof AutoCloseable closeable) {
                end(closeable);
            }
        } finally {
            if (from != null) {
                from.shutdown();
            }
        }
    }

    private static void end(AutoCloseable client) {
        try {
            client.close();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP client could not be closed", e);
        }
    }
}
