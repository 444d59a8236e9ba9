package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import dev.flipper.event.EventType;
import dev.flipper.event.FlagEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AsyncObserversTest {

    @ApplicationScoped
    static class Later {

        private final BlockingQueue<EventType> told = new LinkedBlockingQueue<>();
        private final BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();

        void before(@ObservesAsync @Pre FlagEvent event) {
            told.add(event.type());
        }

        void after(@ObservesAsync @Post FlagEvent event) {
            threads.add(Thread.currentThread());
            told.add(event.type());
        }

        BlockingQueue<EventType> told() {
            return told;
        }

        BlockingQueue<Thread> threads() {
            return threads;
        }
    }

    @ApplicationScoped
    static class AtOnce {

        void veto(@Observes @Pre FlagEvent.Create event) {
            if (event.flag().equals("FORBIDDEN")) {
                throw new SecurityException("hands off");
            }
        }

        void fail(@Observes @Post FlagEvent.Create event) {
            throw new IllegalStateException("fails on purpose");
        }
    }

    @ApplicationScoped
    static class Failing {

        void fail(@ObservesAsync @Post FlagEvent.Create event) {
            throw new IllegalStateException("fails on purpose");
        }
    }

    private Application application;

    private FeatureFlagClient start(Class<?>... beans) {
        application = Application.start(Map.of(), beans);
        return application.get(FeatureFlagClient.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        return queue.poll(1, TimeUnit.MINUTES);
    }

    @Test
    void areToldOfBothMomentsInAnotherThread() throws Exception {
        FeatureFlagClient client = start(Later.class);
        Later later = application.get(Later.class);
        client.create("A");
        assertThat(List.of(next(later.told()), next(later.told())))
                .containsExactlyInAnyOrder(EventType.PRE_CREATE, EventType.POST_CREATE);
        assertThat(next(later.threads())).isNotSameAs(Thread.currentThread());
    }

    @Test
    void areNotToldOfWhatWasForbidden() throws Exception {
        FeatureFlagClient client = start(Later.class, AtOnce.class);
        assertThatThrownBy(() -> client.create("FORBIDDEN")).hasMessage("hands off");
        client.create("A");
        client.disable("A");
        Later later = application.get(Later.class);
        assertThat(List.of(next(later.told()), next(later.told()), next(later.told()), next(later.told())))
                .as("one creation, and told although a synchronous observer failed after it")
                .containsExactlyInAnyOrder(
                        EventType.PRE_CREATE, EventType.POST_CREATE, EventType.PRE_DISABLE, EventType.POST_DISABLE);
    }

    @Test
    void oneThatFailsIsLogged() throws Exception {
        FeatureFlagClient client = start(Failing.class);
        try (LogRecords log = LogRecords.of("dev.flipper.cdi")) {
            client.create("A");
            assertThat(log.next())
                    .isEqualTo("FLIPPER-0030: An asynchronous observer of POST_CREATE of the flag 'A' failed; the"
                            + " change stands");
        }
        assertThat(client.exists("A")).isTrue();
    }
}
