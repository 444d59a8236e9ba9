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

    private Runnable endTicks = () -> {};
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
        startTicking(started);
        evaluator.countIn(started);
    }

    private void startTicking(CheckCounters started) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, this::thread);
        try {
            tick();
            Future<?> ticks = executor.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
            endTicks = () -> {
                ticks.cancel(false);
                executor.shutdownNow();
            };
        } catch (RuntimeException e) {
            executor.shutdownNow();
            started.forgetTime();
            LOGGER.log(Level.WARNING, "Client '" + client + "' counts checks without their time: no thread", e);
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

    void tick() {
        CheckCounters counted = counters;
        if (counted != null) {
            counted.setTime(second());
        }
    }

    /** What the application's clock throws would end the thread's work. */
    private long second() {
        try {
            return clock.instant().getEpochSecond();
        } catch (Throwable e) {
            return Instant.now().getEpochSecond();
        }
    }

    @Override
    public synchronized void stopCounting() {
        evaluator.countIn(null);
        endTicks.run();
        endTicks = () -> {};
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
        return counted == null ? NONE : counted.total();
    }

    @Override
    public CheckCounts of(String flag) {
        Objects.requireNonNull(flag, "flag");
        CheckCounters counted = counters;
        return counted == null ? NONE : counted.of(flag);
    }
}
