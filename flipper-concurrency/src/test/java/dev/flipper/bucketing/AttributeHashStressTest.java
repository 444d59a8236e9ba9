package dev.flipper.bucketing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.EvaluationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Threads that share one place for their working memory. Not with Lincheck, whose threads get places of their own, as
 * these go by the threads' numbers.
 */
class AttributeHashStressTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;
    private static final int PLACES = 16;

    private final AttributeHash hash = new AttributeHash(Set.of());
    private final HashMemory memory = new HashMemory();
    private final List<EvaluationContext> users = IntStream.range(0, 100)
            .mapToObj(i -> EvaluationContext.of("user", "x".repeat(i) + i))
            .toList();
    private final int[] expected = users.stream()
            .mapToInt(user -> new AttributeHash(Set.of()).bucket(user, new HashMemory()))
            .toArray();

    @Test
    void eachThreadGetsItsOwnResults() throws InterruptedException {
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Thread> threads = threadsOfOnePlace(() -> {
            try {
                start.await();
                hashAll(wrong);
            } catch (Exception e) {
                wrong.add(e.toString());
            }
        });
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
    }

    private static List<Thread> threadsOfOnePlace(Runnable task) {
        List<Thread> threads = new ArrayList<>();
        while (threads.size() < THREADS) {
            Thread thread = new Thread(task, "hashing");
            if (thread.getId() % PLACES == 0) {
                threads.add(thread);
            }
        }
        return threads;
    }

    private void hashAll(ConcurrentLinkedQueue<String> wrong) {
        int first = (int) Thread.currentThread().getId();
        for (int round = 0; round < ROUNDS && wrong.isEmpty(); round++) {
            int user = (first + round) % users.size();
            int bucket = hash.bucket(users.get(user), memory);
            if (bucket != expected[user]) {
                wrong.add("user " + user + ": " + bucket + " in place of " + expected[user]);
            }
        }
    }
}
