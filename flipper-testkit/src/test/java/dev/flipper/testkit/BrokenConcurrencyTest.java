package dev.flipper.testkit;

import static dev.flipper.testkit.BrokenContract.assertFound;

import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Stores that read and then write. The first two threads that have read wait for each other before they write, so that
 * one of them writes on a state that is gone, in every run.
 */
class BrokenConcurrencyTest {

    private static void meet(CountDownLatch two) {
        two.countDown();
        await(two);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("no other thread came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Function<TextBackend, FeatureFlagStore> lossy() {
        CountDownLatch two = new CountDownLatch(2);
        return backend -> new TextStore(backend) {
            @Override
            public Change update(String name, UnaryOperator<FlagDefinition> change) {
                FlagDefinition before = get(name);
                if (before == null) {
                    return null;
                }
                FlagDefinition after = before.changedBy(change);
                meet(two);
                backend.put(name, after.toJson());
                tell(name, new Change(before, after));
                return new Change(before, after);
            }
        };
    }

    @Test
    void updatesAreLost() {
        assertFound(lossy(), ConcurrencyContract::allUpdatesOfOneFlagArrive);
        assertFound(lossy(), ConcurrencyContract::allUpdatesThroughTwoStoresArrive);
        assertFound(lossy(), ConcurrencyContract::concurrentChangesFormOneChain);
    }

    @Test
    void updatesOfOtherFlagsAreLost() {
        CountDownLatch two = new CountDownLatch(2);
        assertFound(
                backend -> new TextStore(backend) {
                    /** All flags in one document, as it were. */
                    @Override
                    public Change update(String name, UnaryOperator<FlagDefinition> change) {
                        TextBackend copy = new TextBackend();
                        synchronized (backend) {
                            copy.texts.putAll(backend.texts);
                        }
                        Change done = new TextStore(copy).update(name, change);
                        meet(two);
                        synchronized (backend) {
                            backend.texts.putAll(copy.texts);
                        }
                        return done;
                    }
                },
                ConcurrencyContract::updatesOfDifferentFlagsDoNotDisturbEachOther);
    }

    @Test
    void twoCreationsWin() {
        CountDownLatch two = new CountDownLatch(2);
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public boolean create(FlagDefinition definition) {
                        if (get(definition.name()) != null) {
                            return false;
                        }
                        meet(two);
                        backend.put(definition.name(), definition.toJson());
                        return true;
                    }
                },
                ConcurrencyContract::oneOfManyCreationsWins);
    }

    private static Function<TextBackend, FeatureFlagStore> removingTwice() {
        CountDownLatch two = new CountDownLatch(2);
        return backend -> new TextStore(backend) {
            @Override
            public Change delete(String name) {
                FlagDefinition before = get(name);
                if (before == null) {
                    return null;
                }
                meet(two);
                super.delete(name);
                return new Change(before, null);
            }
        };
    }

    @Test
    void twoRemovalsWin() {
        assertFound(removingTwice(), ConcurrencyContract::oneOfManyRemovalsWins);
    }

    /** The write of an update lands just after the removal of the flag that it read. */
    @Test
    void anUpdateRevivesARemovedFlag() {
        AtomicReference<FlagDefinition> pending = new AtomicReference<>();
        CountDownLatch landed = new CountDownLatch(1);
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Change update(String name, UnaryOperator<FlagDefinition> change) {
                        FlagDefinition before = get(name);
                        if (before == null || !pending.compareAndSet(null, before)) {
                            return super.update(name, change);
                        }
                        await(landed);
                        return new Change(before, before.changedBy(change));
                    }

                    @Override
                    public Change delete(String name) {
                        synchronized (backend) {
                            Change done = super.delete(name);
                            if (done != null && pending.get() != null && landed.getCount() > 0) {
                                backend.put(name, pending.get().toJson());
                                landed.countDown();
                            }
                            return done;
                        }
                    }
                },
                ConcurrencyContract::creationsAndRemovalsBalance);
    }
}
