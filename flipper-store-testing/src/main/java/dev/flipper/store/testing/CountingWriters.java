package dev.flipper.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.StoreException;
import dev.flipper.store.FeatureFlagStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Threads that add one to a number in a flag again and again, on several nodes, whatever becomes of the server
 * meanwhile, and believe what the store answers.
 */
public final class CountingWriters implements AutoCloseable {

    private static final int THREADS_OF_A_NODE = 2;

    private final List<StoreNode<?>> nodes;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> writers = new ArrayList<>();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger inDoubt = new AtomicInteger();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    private CountingWriters(List<StoreNode<?>> nodes) {
        this.nodes = nodes;
    }

    /**
     * Creates the flag, waits until all nodes know it, and begins to write.
     *
     * @param <N> the type of the nodes
     * @param way what of a node is written to, the store or what stands before it
     * @param nodes the nodes, each of which two threads write by
     * @return the writers, which write until they are closed
     */
    public static <N extends StoreNode<?>> CountingWriters begin(Function<N, FeatureFlagStore> way, List<N> nodes) {
        CountingWriters all = new CountingWriters(List.copyOf(nodes));
        nodes.get(0).store.create(CountedFlag.beginning());
        for (N node : nodes) {
            StoreNode.eventually(
                    () -> assertThat(node.features.exists(CountedFlag.NAME)).isTrue());
        }
        for (N node : nodes) {
            for (int i = 0; i < THREADS_OF_A_NODE; i++) {
                all.writers.add(all.threads.submit(() -> all.write(way.apply(node))));
            }
        }
        return all;
    }

    private void write(FeatureFlagStore store) {
        while (!stopped) {
            try {
                store.update(CountedFlag.NAME, CountedFlag::oneMore);
                made.incrementAndGet();
            } catch (StoreException e) {
                note(String.valueOf(e.getMessage()));
            }
        }
    }

    private void note(String failure) {
        if (failure.contains("which of the two is not known")) {
            inDoubt.incrementAndGet();
        } else {
            failed.add(failure);
        }
    }

    /**
     * Tells how many write at the same time.
     *
     * @return the number of threads on all nodes
     */
    public int threads() {
        return writers.size();
    }

    /**
     * Waits until the store has made more changes.
     *
     * @param changes how many more than now
     */
    public void awaitMore(int changes) {
        int enough = made.get() + changes;
        StoreNode.eventually(() -> assertThat(made).hasValueGreaterThanOrEqualTo(enough));
    }

    /**
     * Tells how often the store could not tell whether a change was made.
     *
     * @return the number of such answers until now
     */
    public int inDoubt() {
        return inDoubt.get();
    }

    /**
     * Tells why changes were not made.
     *
     * @return the messages until now, of which each was a change that the store says it has not made
     */
    public List<String> failed() {
        return List.copyOf(failed);
    }

    /**
     * Waits for some more changes, ends the writers, and asserts that what the store has answered was true, and that
     * all nodes see it in the end.
     *
     * @throws ExecutionException if a writer failed in another way than stores do
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void assertAnswersWereTrue() throws ExecutionException, InterruptedException {
        awaitMore(100);
        stopped = true;
        for (Future<?> writer : writers) {
            writer.get();
        }
        int stored = CountedFlag.count(nodes.get(0).store.get(CountedFlag.NAME));
        assertThat(stored).as("changes that are stored").isBetween(made.get(), made.get() + inDoubt.get());
        for (StoreNode<?> node : nodes) {
            StoreNode.eventually(() -> assertThat(CountedFlag.count(node.features.getClientData(CountedFlag.NAME)))
                    .isEqualTo(stored));
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdownNow();
    }
}
