package dev.flipper.testkit;

import static dev.flipper.testkit.BrokenContract.assertFound;
import static dev.flipper.testkit.BrokenContract.assertMissed;

import dev.flipper.Subscription;
import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.StoreListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Stores that tell of changes too early, too late, too often, or not at all. */
class BrokenNotificationsTest {

    @Test
    void tellsNothingAndDoesNotSaySo() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Optional<Subscription> subscribe(StoreListener listener) {
                        return Optional.empty();
                    }
                },
                NotificationsContract::saysWhetherItTellsOfChanges,
                NotificationsContract::connectedComesFirst,
                NotificationsContract::tellsOfItsOwnChanges);
    }

    @Test
    void neverConnects() {
        assertMissed(
                backend -> new TextStore(backend) {
                    @Override
                    public Optional<Subscription> subscribe(StoreListener listener) {
                        return super.subscribe(new StoreListener() {
                            @Override
                            public void changed(String flag) {
                                listener.changed(flag);
                            }
                        });
                    }
                },
                NotificationsContract::connectedComesFirst);
    }

    @Test
    void tellsBeforeItIsConnected() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Optional<Subscription> subscribe(StoreListener listener) {
                        listener.changed("flag");
                        return super.subscribe(listener);
                    }
                },
                NotificationsContract::connectedComesFirst);
    }

    @Test
    void tellsNoRemovals() {
        assertMissed(
                backend -> new TextStore(backend) {
                    @Override
                    void tell(String name, Change change) {
                        if (change.after() != null) {
                            super.tell(name, change);
                        }
                    }
                },
                NotificationsContract::tellsOfItsOwnChanges,
                NotificationsContract::tellsOfTheChangesOfOthers);
    }

    @Test
    void tellsOwnChangesOnly() {
        assertMissed(
                backend -> new TextStore(backend) {
                    private final TextBackend own = new TextBackend();

                    @Override
                    public Optional<Subscription> subscribe(StoreListener listener) {
                        return new TextStore(own).subscribe(listener);
                    }

                    @Override
                    void tell(String name, Change change) {
                        own.listeners.forEach(listener -> listener.changed(name));
                    }
                },
                NotificationsContract::tellsOfTheChangesOfOthers,
                NotificationsContract::everyListenerIsTold);
    }

    @Test
    void tellsTheLastListenerOnly() {
        assertMissed(
                backend -> new TextStore(backend) {
                    @Override
                    public Optional<Subscription> subscribe(StoreListener listener) {
                        backend.listeners.clear();
                        return super.subscribe(listener);
                    }
                },
                NotificationsContract::everyListenerIsTold,
                NotificationsContract::aListenerThatThrowsHindersNobody);
    }

    /** A queue that is full, and says so to nobody. */
    @Test
    void tellsTheFirstHundredOnly() {
        AtomicInteger told = new AtomicInteger();
        assertMissed(
                backend -> new TextStore(backend) {
                    @Override
                    void tell(String name, Change change) {
                        if (told.incrementAndGet() <= 100) {
                            super.tell(name, change);
                        }
                    }
                },
                NotificationsContract::whoFollowsABurstEndsWithTheLastState);
    }

    /** The change shows once the listener's side has looked, in every run: the worst moment there is. */
    @Test
    void tellsBeforeItShows() {
        Map<String, CountDownLatch> looked = new ConcurrentHashMap<>();
        assertMissed(
                backend -> new TextStore(backend) {
                    @Override
                    public boolean create(FlagDefinition definition) {
                        if (get(definition.name()) != null) {
                            return false;
                        }
                        CountDownLatch latch = new CountDownLatch(1);
                        looked.put(definition.name(), latch);
                        tell(definition.name(), new Change(null, definition));
                        await(latch);
                        backend.putSilently(definition.name(), definition.toJson());
                        return true;
                    }

                    @Override
                    public FlagDefinition get(String name) {
                        FlagDefinition seen = super.get(name);
                        Optional.ofNullable(looked.get(name)).ifPresent(CountDownLatch::countDown);
                        return seen;
                    }
                },
                NotificationsContract::whoFollowsEndsWithTheLastState);
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nobody looked");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void tellsOutOfOrder() {
        assertFound(
                backend -> new TextStore(backend) {
                    private String held;

                    @Override
                    synchronized void tell(String name, Change change) {
                        if (held == null) {
                            held = name;
                        } else {
                            super.tell(name, change);
                            super.tell(held, change);
                            held = null;
                        }
                    }
                },
                NotificationsContract::changesOfOneThreadAreToldInOrder);
    }

    @Test
    void aListenerThatThrowsHindersOthers() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Optional<Subscription> subscribe(StoreListener listener) {
                        backend.listeners.add(listener);
                        listener.connected();
                        return Optional.of(() -> backend.listeners.remove(listener));
                    }
                },
                NotificationsContract::aListenerThatThrowsHindersNobody);
    }

    @Test
    void tellsForEver() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Optional<Subscription> subscribe(StoreListener listener) {
                        return super.subscribe(listener).map(subscription -> () -> {});
                    }
                },
                NotificationsContract::closingASubscriptionEndsIt);
    }

    @Test
    void closingASubscriptionTwiceFails() {
        assertFound(
                backend -> new TextStore(backend) {
                    @Override
                    public Optional<Subscription> subscribe(StoreListener listener) {
                        return super.subscribe(listener).map(subscription -> () -> {
                            int before = backend.listeners.size();
                            subscription.close();
                            if (backend.listeners.size() == before) {
                                throw new IllegalStateException("closed already");
                            }
                        });
                    }
                },
                NotificationsContract::closingASubscriptionEndsIt);
    }
}
