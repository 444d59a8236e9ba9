package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.condition.Condition;
import dev.flipper.event.EventType;
import dev.flipper.event.FlagEvent;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class ConcurrentUpdatesTest {

    private static final int THREADS = 8;
    private static final int UPDATES = 250;

    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
    private final FeatureFlagClient client = FeatureFlagClient.open(store);

    /** Runs the work in all threads at once; it is given the numbers 0 to THREADS * UPDATES - 1, each once. */
    private static void race(IntConsumer work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * UPDATES;
            tasks.add(() -> {
                start.await();
                for (int i = 0; i < UPDATES; i++) {
                    work.accept(first + i);
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> result : threads.invokeAll(tasks)) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void allOfTheClientDataArrives() throws Exception {
        client.create("flag");
        race(number -> client.setClientData("flag", Map.of("key" + number, number)));
        Map<String, Object> data = client.getClientData("flag");
        assertThat(data).hasSize(THREADS * UPDATES).containsEntry("key0", 0).containsEntry("key1999", 1999);
        race(number -> client.removeClientData("flag", "key" + number));
        assertThat(client.getClientData("flag")).isEmpty();
    }

    @Test
    void updatesOfDifferentPartsDoNotUndoEachOther() throws Exception {
        client.create("flag");
        race(number -> {
            switch (number % 4) {
                case 0 -> client.addCondition("flag", Condition.of("a", number));
                case 1 -> client.setClientData("flag", Map.of("key" + number, number));
                case 2 -> client.enable("flag");
                default -> client.disable("flag");
            }
        });
        FlagMetadata metadata = client.getMetadata("flag");
        assertThat(new HashSet<>(metadata.conditions())).hasSize(THREADS * UPDATES / 4);
        assertThat(metadata.clientData()).hasSize(THREADS * UPDATES / 4);
    }

    /** Each state that an event tells was the outcome of one change and the origin of the next. */
    @Test
    void eventsTellAnUnbrokenChain() throws Exception {
        client.create("flag");
        Queue<FlagEvent> told = new ConcurrentLinkedQueue<>();
        FlagDefinition first = store.get("flag");
        client.events().on(EventType.POST_SET_CLIENT_DATA, told::add);
        race(number -> client.setClientData("flag", Map.of("last", number)));
        Set<FlagDefinition> expectedBefore = new HashSet<>();
        Set<FlagDefinition> befores = new HashSet<>();
        expectedBefore.add(first);
        for (FlagEvent event : told) {
            befores.add(event.before());
            expectedBefore.add(event.after());
        }
        expectedBefore.remove(store.get("flag"));
        assertThat(befores).hasSize(THREADS * UPDATES).isEqualTo(expectedBefore);
    }

    @Test
    void oneOfManyCreationsWins() throws Exception {
        AtomicInteger created = new AtomicInteger();
        race(number -> {
            try {
                client.create("flag" + number % UPDATES);
                created.incrementAndGet();
            } catch (FlagAlreadyExistsException e) {
                assertThat(e.flag()).isEqualTo("flag" + number % UPDATES);
            }
        });
        assertThat(created).hasValue(UPDATES);
        assertThat(client.list()).hasSize(UPDATES);
    }

    /** Created and destroyed by all threads: each creation that succeeds answers to at most one removal. */
    @Test
    void lifeAndDeathOfAFlagBalance() throws Exception {
        AtomicInteger balance = new AtomicInteger();
        FeatureFlag handle = client.get("flag");
        race(number -> {
            if (number % 2 == 0) {
                if (store.create(FlagDefinition.of("flag", true, Instant.EPOCH, Map.of()))) {
                    balance.incrementAndGet();
                }
            } else if (store.delete("flag") != null) {
                balance.decrementAndGet();
            }
            // Whichever state it meets, it answers.
            assertThat(handle.evaluate(EvaluationContext.empty()).reason()).isIn(Reason.ENABLED, Reason.NOT_FOUND);
        });
        assertThat(balance).hasValue(store.get("flag") == null ? 0 : 1);
        assertThat(handle.isEnabled()).isEqualTo(store.get("flag") != null);
    }

    @Test
    void ownWritesOfManyThreadsAreSilent() throws Exception {
        client.create("flag");
        Queue<Object> heard = new ConcurrentLinkedQueue<>();
        client.events().onExternalChange(heard::add);
        FeatureFlagClient other = FeatureFlagClient.open(store);
        race(number -> {
            FeatureFlagClient writer = number % 2 == 0 ? client : other;
            writer.setClientData("flag", Map.of("last", number));
        });
        assertThat(heard).hasSize(THREADS * UPDATES / 2);
    }
}
