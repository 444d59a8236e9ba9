package dev.flipper.bucketing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.EvaluationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class AttributeHashTest {

    /** More threads than places for working memory, so that they meet. */
    private static final int THREADS = 40;

    private static final int USERS = 2000;

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        AttributeHash hash = new AttributeHash(Set.of());
        HashMemory shared = new HashMemory();
        List<Integer> expected = buckets(hash, new HashMemory());
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<List<Integer>>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            tasks.add(() -> {
                start.await();
                return buckets(hash, shared);
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<List<Integer>> result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void repeatsItselfAndReachesEveryBucket() {
        AttributeHash hash = new AttributeHash(Set.of());
        HashMemory memory = new HashMemory();
        List<Integer> before = buckets(hash, memory);
        assertThat(buckets(hash, memory)).isEqualTo(before);
        assertThat(before.stream().distinct().count()).isEqualTo(100);
    }

    private static List<Integer> buckets(AttributeHash hash, HashMemory memory) {
        List<Integer> buckets = new ArrayList<>(USERS);
        for (int user = 0; user < USERS; user++) {
            buckets.add(hash.bucket(EvaluationContext.of("user_id", user), memory));
        }
        return buckets;
    }
}
