package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.event.FlagChange;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that were made in the store without the client. */
class ElsewhereTest {

    @RequestScoped
    static class Visit {

        private int count;

        int next() {
            return ++count;
        }
    }

    @ApplicationScoped
    static class Watch {

        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        @Inject
        Visit visit;

        void elsewhere(@Observes FlagChange change) {
            told.add(change.flag() + " " + change.kinds() + " in "
                    + Thread.currentThread().getName() + ", visit " + visit.next());
            if (change.flag().equals("BAD")) {
                throw new IllegalStateException("fails on purpose");
            }
        }

        BlockingQueue<String> told() {
            return told;
        }
    }

    @ApplicationScoped
    static class Qualified {

        private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

        void elsewhere(@ObservesAsync @FlipperClient(FlipperClient.DEFAULT) FlagChange change) {
            told.add("async " + change.flag());
        }

        BlockingQueue<String> told() {
            return told;
        }
    }

    private final MemoryFeatureFlagStore store = RecordingStoreProvider.shared();
    private Application application;

    @BeforeEach
    void start() {
        application = Application.start(
                Map.of("flipper.store", "recording", "flipper.recording.shared", "true"),
                Watch.class,
                Qualified.class,
                Visit.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    private static FlagDefinition flag(String name) {
        return FlagDefinition.of(name, false, Instant.EPOCH, Map.of());
    }

    private static String next(BlockingQueue<String> told) throws InterruptedException {
        return told.poll(1, TimeUnit.MINUTES);
    }

    @Test
    void areObservedInAThreadOfTheApplicationsAndInARequestEach() throws Exception {
        BlockingQueue<String> told = application.get(Watch.class).told();
        store.create(flag("A"));
        assertThat(next(told)).isEqualTo("A [CREATED] in flipper-events, visit 1");
        store.update("A", before -> before.withEnabled(true));
        assertThat(next(told)).isEqualTo("A [ENABLED] in flipper-events, visit 1");
        assertThat(next(application.get(Qualified.class).told())).isEqualTo("async A");
    }

    @Test
    void ownChangesAreNotFromElsewhere() throws Exception {
        BlockingQueue<String> told = application.get(Watch.class).told();
        application.get(FeatureFlagClient.class).create("OWN");
        store.create(flag("A"));
        assertThat(next(told)).startsWith("A [CREATED]");
    }

    @Test
    void anObserverThatFailsIsLoggedAndTheNextChangeIsTold() throws Exception {
        BlockingQueue<String> told = application.get(Watch.class).told();
        try (LogRecords log = LogRecords.of("dev.flipper.cdi")) {
            store.create(flag("BAD"));
            assertThat(log.next())
                    .isEqualTo("FLIPPER-0032: An observer of the change of the flag 'BAD' elsewhere failed; the change"
                            + " stands");
        }
        assertThat(next(told)).startsWith("BAD");
        store.create(flag("GOOD"));
        assertThat(next(told)).startsWith("GOOD");
    }

    @Test
    void afterTheEndNothingIsObserved() {
        BlockingQueue<String> told = application.get(Watch.class).told();
        application.close();
        store.create(flag("LATE"));
        assertThat(told).isEmpty();
        start();
    }

    /** Static, as the container makes the bean; made anew for each application that has it. */
    private static CountDownLatch entered = new CountDownLatch(1);

    private static CountDownLatch mayGo = new CountDownLatch(1);

    private static final List<String> ORDER = new CopyOnWriteArrayList<>();

    @ApplicationScoped
    static class Slow {
        void elsewhere(@Observes FlagChange change) throws InterruptedException {
            entered.countDown();
            mayGo.await();
            ORDER.add("observed");
        }
    }

    @Test
    void theEndWaitsForAnObserverThatIsAtWork() throws Exception {
        entered = new CountDownLatch(1);
        mayGo = new CountDownLatch(1);
        ORDER.clear();
        application.close();
        application =
                Application.start(Map.of("flipper.store", "recording", "flipper.recording.shared", "true"), Slow.class);
        store.create(flag("A"));
        entered.await();
        Thread closing = new Thread(
                () -> {
                    application.close();
                    ORDER.add("closed");
                },
                "closing");
        closing.start();
        while (closing.isAlive() && closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        mayGo.countDown();
        closing.join();
        assertThat(ORDER).startsWith("observed").contains("closed");
        start();
    }
}
