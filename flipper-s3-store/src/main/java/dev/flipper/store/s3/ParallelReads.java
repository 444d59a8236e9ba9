package dev.flipper.store.s3;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** Reads many objects at the same time, as S3 takes its time for each of them. The first failure ends it. */
final class ParallelReads {

    /** As many as the JDK keeps connections to a host. */
    private static final int THREADS = 5;

    private final Queue<String> keys;
    private final Consumer<String> read;

    private ParallelReads(List<String> keys, Consumer<String> read) {
        this.keys = new ConcurrentLinkedQueue<>(keys);
        this.read = read;
    }

    /**
     * Reads all. Returns when that is done.
     *
     * @param read reads one; throws {@link S3Failure}
     * @param threads makes the threads, which end with it
     */
    static void run(List<String> keys, Consumer<String> read, ThreadFactory threads) {
        if (keys.size() <= 1) {
            keys.forEach(read);
        } else {
            new ParallelReads(keys, read).run(Math.min(THREADS, keys.size()), threads);
        }
    }

    private void run(int count, ThreadFactory threads) {
        ExecutorService readers = Executors.newFixedThreadPool(count, threads);
        try {
            for (Future<Boolean> reader : readers.invokeAll(Collections.nCopies(count, task()))) {
                reader.get();
            }
        } catch (ExecutionException e) {
            throw S3Failure.of(Objects.requireNonNull(e.getCause()));
        } catch (RuntimeException e) {
            // There is no thread to be had.
            throw S3Failure.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw S3Failure.notDone("the thread was interrupted", e);
        } finally {
            readers.shutdownNow();
        }
    }

    private Callable<Boolean> task() {
        return () -> {
            try {
                for (String key = keys.poll(); key != null; key = keys.poll()) {
                    read.accept(key);
                }
                return true;
            } catch (Throwable e) {
                keys.clear();
                throw e;
            }
        };
    }
}
