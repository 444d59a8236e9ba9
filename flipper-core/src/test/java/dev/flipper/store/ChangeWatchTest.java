package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.LogCapture;
import dev.flipper.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChangeWatchTest {

    private static final Duration NEVER = Duration.ofHours(1);

    private final LogCapture log = new LogCapture();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Steered backend = new Steered();
    private boolean refused;
    private final ChangeWatch watch =
            new ChangeWatch(backend, System.getLogger("dev.flipper.store.example"), this::thread);

    @AfterEach
    void close() throws InterruptedException {
        watch.close();
        for (Thread thread : threads) {
            thread.join();
        }
        log.close();
    }

    private Thread thread(Runnable task) {
        if (refused) {
            throw new IllegalStateException("no thread to be had");
        }
        Thread thread = new Thread(task, "test-watch");
        threads.add(thread);
        return thread;
    }

    /** What happens in one round. */
    private interface Round {
        Duration watch(ChangeWatch watch) throws Exception;
    }

    /** Does in each round what the test says, and waits for it. */
    private static final class Steered implements ChangeWatch.Backend {

        private final BlockingQueue<Round> rounds = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
        private volatile Duration grace = Duration.ZERO;

        void next(Round round) {
            rounds.add(round);
        }

        @Override
        public Duration watch(ChangeWatch watch) throws Exception {
            return rounds.take().watch(watch);
        }

        @Override
        public void failed() {
            calls.add("failed");
        }

        @Override
        public void end() {
            calls.add("end");
            rounds.add(ending -> NEVER);
        }

        @Override
        public Duration graceAtTheEnd() {
            return grace;
        }

        @Override
        public String place() {
            return "the stable";
        }
    }

    private class Noting implements StoreListener {

        @Override
        public void connected() {
            told.add("connected");
        }

        @Override
        public void changed(String flag) {
            told.add(flag);
        }

        @Override
        public void disconnected() {
            told.add("disconnected");
        }
    }

    private static Duration works(ChangeWatch watch) {
        watch.connected();
        watch.holds();
        return Duration.ZERO;
    }

    private static Duration fails(ChangeWatch watch) {
        throw new IllegalStateException("the horse has bolted");
    }

    @Test
    void itBeginsWithTheFirstListenerAndHasOneThread() throws InterruptedException {
        assertThat(threads).isEmpty();
        watch.changed("UNHEARD");
        watch.subscribe(new Noting());
        watch.subscribe(new Noting());
        assertThat(threads).hasSize(1);
        backend.next(ChangeWatchTest::works);
        assertThat(told.take()).isEqualTo("connected");
        assertThat(told.take()).isEqualTo("connected");
    }

    @Test
    void aListenerThatEndsHisSubscriptionHearsNothingMore() throws InterruptedException {
        watch.subscribe(new Noting());
        try (Subscription other = watch.subscribe(new Noting())) {
            assertThat(other).isNotNull();
        }
        backend.next(ChangeWatchTest::works);
        assertThat(told.take()).isEqualTo("connected");
        watch.changed("A");
        assertThat(told).containsExactly("A");
    }

    /** To look at a backend may cost money. */
    @Test
    void nothingIsWatchedWhileNobodyListens() throws InterruptedException {
        Subscription only = watch.subscribe(new Noting());
        backend.next(round -> {
            works(round);
            only.close();
            return Duration.ZERO;
        });
        assertThat(told.take()).isEqualTo("connected");
        assertThat(backend.calls.take()).isEqualTo("failed");
        watch.look();
        assertThat(backend.calls.take()).isEqualTo("failed");

        watch.subscribe(new Noting());
        backend.next(ChangeWatchTest::works);
        assertThat(told.take()).isEqualTo("connected");
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void aPauseIsEndedByWhoWantsItToLook() throws InterruptedException {
        watch.subscribe(new Noting());
        backend.next(round -> {
            works(round);
            return NEVER;
        });
        assertThat(told.take()).isEqualTo("connected");
        watch.look();
        backend.next(ChangeWatchTest::works);
        assertThat(told.take()).isEqualTo("connected");
    }

    @Test
    void aRoundThatFailsIsTriedAgainAndListenersAreNotConnectedMeanwhile() throws InterruptedException {
        watch.subscribe(new Noting());
        backend.next(ChangeWatchTest::works);
        backend.next(ChangeWatchTest::fails);
        assertThat(told.take()).isEqualTo("connected");
        assertThat(told.take()).isEqualTo("disconnected");
        assertThat(backend.calls).containsExactly("failed");
        watch.changed("MISSED");
        backend.next(ChangeWatchTest::works);
        assertThat(told.take()).isEqualTo("connected");
        assertThat(told).isEmpty();
    }

    @Test
    void aConnectionThatIsLostAndBackAtOnceIsNotWorthAWarning() throws InterruptedException {
        watch.subscribe(new Noting());
        for (int i = 0; i < 3; i++) {
            backend.next(ChangeWatchTest::works);
            backend.next(ChangeWatchTest::fails);
            assertThat(told.take()).isEqualTo("connected");
            assertThat(told.take()).isEqualTo("disconnected");
        }
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void anOutageIsLoggedOnceAndSoIsItsEnd() throws InterruptedException {
        watch.subscribe(new Noting());
        for (int i = 0; i < 2; i++) {
            for (int failures = 0; failures < 4; failures++) {
                backend.next(ChangeWatchTest::fails);
            }
            backend.next(ChangeWatchTest::works);
            assertThat(told.take()).isEqualTo("connected");
            backend.next(ChangeWatchTest::fails);
            assertThat(told.take()).isEqualTo("disconnected");
        }
        String warning = "Changes by others in the stable are not told, as it cannot be watched: the horse has bolted."
                + " That is tried again and again";
        assertThat(log.warnings()).containsExactly(warning, warning);
        String info = "Changes by others in the stable are told again";
        assertThat(log.infos()).containsExactly(info, info);
    }

    /** An error too, as of a class that is missing. */
    @Test
    void whatSaysNothingIsToldByItsName() throws InterruptedException {
        watch.subscribe(new Noting());
        for (int i = 0; i < 2; i++) {
            backend.next(round -> {
                throw new StackOverflowError();
            });
        }
        backend.next(ChangeWatchTest::works);
        assertThat(told.take()).isEqualTo("connected");
        assertThat(log.warnings().get(0)).contains("cannot be watched: java.lang.StackOverflowError. That is");
    }

    @Test
    void closingEndsARoundThatWaits() throws InterruptedException {
        watch.subscribe(new Noting());
        backend.next(ChangeWatchTest::works);
        assertThat(told.take()).isEqualTo("connected");
        watch.close();
        assertThat(told.take()).isEqualTo("disconnected");
        threads.get(0).join();
        assertThat(backend.calls).containsExactly("end", "failed", "end");
        watch.subscribe(new Noting());
        assertThat(threads).hasSize(1);
    }

    @Test
    void aRoundThatSeesByItselfThatItIsToEndIsNotCutOff() throws InterruptedException {
        backend.grace = NEVER;
        CountDownLatch begun = new CountDownLatch(1);
        watch.subscribe(new Noting());
        backend.next(round -> {
            begun.countDown();
            while (!round.isEnding()) {
                Thread.onSpinWait();
            }
            return NEVER;
        });
        begun.await();
        watch.close();
        assertThat(backend.calls).containsExactly("failed", "end");
    }

    @Test
    void aListenerMayCloseIt() throws InterruptedException {
        backend.grace = NEVER;
        watch.subscribe(new Noting() {
            @Override
            public void connected() {
                watch.close();
                super.connected();
            }
        });
        backend.next(ChangeWatchTest::works);
        assertThat(told.take()).isEqualTo("connected");
        threads.get(0).join();
        assertThat(backend.calls).containsExactly("failed", "end");
    }

    @Test
    void aThreadThatIsInterruptedInARoundEnds() throws InterruptedException {
        watch.subscribe(new Noting());
        backend.next(ChangeWatchTest::works);
        assertInterruptible();
    }

    @Test
    void aThreadThatIsInterruptedInAPauseEnds() throws InterruptedException {
        watch.subscribe(new Noting());
        backend.next(round -> {
            works(round);
            return NEVER;
        });
        assertInterruptible();
    }

    /** As a client library does that knows no checked exceptions. */
    @Test
    void aThreadThatIsInterruptedInARoundThatTellsItAsAFailureEnds() throws InterruptedException {
        watch.subscribe(new Noting());
        backend.next(round -> {
            works(round);
            try {
                backend.rounds.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("interrupted");
        });
        assertThat(told.take()).isEqualTo("connected");
        threads.get(0).interrupt();
        threads.get(0).join();
        assertThat(backend.calls).containsExactly("failed", "failed", "end");
        assertThat(log.warnings()).hasSize(1);
        assertThat(log.warnings().get(0))
                .endsWith(" are not told any more, as the thread was interrupted that watched it");
    }

    private void assertInterruptible() throws InterruptedException {
        assertThat(told.take()).isEqualTo("connected");
        threads.get(0).interrupt();
        threads.get(0).join();
        assertThat(told).containsExactly("disconnected");
        assertThat(backend.calls).containsExactly("failed", "end");
        assertThat(log.warnings())
                .containsExactly("Changes by others in the stable are not told any more, as the thread was interrupted"
                        + " that watched it");
    }

    @Test
    void aThreadThatCannotStartIsNoneAndTheNextListenerBegins() throws InterruptedException {
        refused = true;
        assertThatThrownBy(() -> watch.subscribe(new Noting())).hasMessage("no thread to be had");
        refused = false;
        watch.subscribe(new Noting());
        backend.next(ChangeWatchTest::works);
        backend.next(ChangeWatchTest::fails);
        assertThat(told.take()).isEqualTo("connected");
        assertThat(told.take()).isEqualTo("disconnected");
        assertThat(told).isEmpty();
    }

    @Test
    void withoutListenersThereIsNothingToEnd() {
        watch.close();
        assertThat(backend.calls).isEmpty();
    }
}
