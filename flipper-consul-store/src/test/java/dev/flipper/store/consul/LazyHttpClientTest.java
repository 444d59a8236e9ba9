package dev.flipper.store.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LazyHttpClientTest {

    private final AtomicInteger attempts = new AtomicInteger();

    /** As the JDK's does with {@code -Djavax.net.ssl.keyStore} of a file that is not there. */
    private HttpClient failAtFirst(ExecutorService executor) {
        if (attempts.incrementAndGet() == 1) {
            throw new UncheckedIOException(new IOException(new FileNotFoundException("/nowhere")));
        }
        return HttpClient.newHttpClient();
    }

    @Test
    void aClientThatCannotBeMadeIsAFailureAndMadeTheNextTime() {
        try (LazyHttpClient client = new LazyHttpClient(this::failAtFirst, Thread::new)) {
            assertThatExceptionOfType(ConsulFailure.class)
                    .isThrownBy(client::get)
                    .withMessage("no HTTP client can be made: /nowhere")
                    .matches(failure -> !failure.mayBeDone());
            assertThat(client.get()).isSameAs(client.get());
        }
    }

    @Test
    void aClientIsClosedWithoutTheLockAndItsThreadsEndThoughThatFails() {
        AtomicReference<ExecutorService> executor = new AtomicReference<>();
        AtomicReference<LazyHttpClient> closed = new AtomicReference<>();
        LazyHttpClient client = new LazyHttpClient(
                from -> {
                    executor.set(from);
                    return new ClosingClient(() -> {
                        assertThat(Thread.holdsLock(closed.get())).isFalse();
                        throw new IllegalStateException("it rains");
                    });
                },
                Thread::new);
        closed.set(client);
        assertThat(client.get()).isInstanceOf(ClosingClient.class);
        assertThatIllegalStateException()
                .isThrownBy(client::close)
                .withRootCauseInstanceOf(IllegalStateException.class);
        assertThat(executor.get().isShutdown()).isTrue();
    }
}
