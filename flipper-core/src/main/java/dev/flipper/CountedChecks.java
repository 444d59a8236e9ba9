package dev.flipper;

import dev.flipper.event.FlagChange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a client. Asking for the time costs more than a check, so a thread does it once a second, and
 * checks read what it has found.
 */
final class CountedChecks implements CheckStatistics {

    private static final Logger LOGGER = System.getLogger(FeatureFlagClient.class.getName());
    private static final CheckCounts NONE = new CheckSum().counts();

    private final String client;
    private final FlagEvaluator evaluator;
    private final InstantSource clock;
    private final ThreadFactory threads;
    /** Made with the first start, as most of what it takes is memory. */
    private volatile @Nullable CheckCounters counters;

    /** Ends them; null while there are none. */
    private volatile @Nullable Runnable ticks;

    private boolean closed;

    CountedChecks(String client, FlagEvaluator evaluator, InstantSource clock, ThreadFactory threads) {
        this.client = client;
        this.evaluator = evaluator;
        this.clock = clock;
        this.threads = threads;
    }

    @Override
    public boolean isCounting() {
        return evaluator.isCounting();
    }

    @Override
    public synchronized void startCounting() {
        if (closed || isCounting()) {
            return;
        }
        CheckCounters started = counters == null ? new CheckCounters() : counters;
        counters = started;
        started.look(CheckSum.NEVER);
        startTicking();
        evaluator.countIn(started);
    }

    private void startTicking() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, this::thread);
        try {
            Future<?> planned = executor.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
            ticks = () -> {
                planned.cancel(false);
                executor.shutdownNow();
            };
        } catch (Throwable e) {
            // Errors too: without memory for another thread the JVM throws one.
            executor.shutdownNow();
            LOGGER.log(
                    Level.WARNING,
                    "Client '" + client + "': checks are counted, but not when the last one was: no thread looks",
                    e);
        }
    }

    /** A factory may give null to refuse, and then the executor would wait for ever without a word. */
    private Thread thread(Runnable task) {
        Thread thread = threads.newThread(task);
        if (thread == null) {
            throw new RejectedExecutionException("The thread factory " + threads + " gave no thread");
        }
        return thread;
    }

    /** Finds out which flags have been checked since the last time. */
    void tick() {
        CheckCounters counted = counters;
        if (counted != null) {
            counted.look(second());
        }
    }

    /** Gives no time where nobody looks regularly: what is new may be old then. */
    private long second() {
        if (ticks == null) {
            return CheckSum.NEVER;
        }
        try {
            return clock.instant().getEpochSecond();
        } catch (Throwable e) {
            // An application's clock; the thread has more to do.
            return Instant.now().getEpochSecond();
        }
    }

    @Override
    public synchronized void stopCounting() {
        evaluator.countIn(null);
        tick();
        Runnable end = ticks;
        ticks = null;
        if (end != null) {
            end.run();
        }
    }

    synchronized void close() {
        closed = true;
        stopCounting();
    }

    /** Hears of changes by others before somebody else does. */
    Consumer<FlagChange> hearingBefore(Consumer<FlagChange> listener) {
        return change -> {
            if (change.after() == null) {
                gone(change.flag());
            }
            listener.accept(change);
        };
    }

    /** Is to be told of each flag that has been removed. */
    void gone(String flag) {
        CheckCounters counted = counters;
        if (counted != null) {
            counted.gone(flag);
        }
    }

    @Override
    public CheckCounts total() {
        CheckCounters counted = counters;
        return counted == null ? NONE : counted.total(second());
    }

    @Override
    public CheckCounts of(String flag) {
        Objects.requireNonNull(flag, "flag");
        CheckCounters counted = counters;
        return counted == null ? NONE : counted.of(flag, second());
    }
}
