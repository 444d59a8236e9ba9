package dev.flipper.store;

import dev.flipper.Subscription;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/**
 * Stands before a store that works, and fails where a test says so: throws, hangs, or answers something else. Put what
 * is to be tested above it: a client, or a store that wraps stores.
 */
public final class FailingStore implements FeatureFlagStore {

    /** What may fail: each method of a store, and each object that it hands out. */
    public enum Call {
        GET,
        SLOT,
        CREATE,
        UPDATE,
        DELETE,
        FOR_EACH,
        LIST,
        SUBSCRIBE,
        UNSUBSCRIBE,
        CLOSE
    }

    private final FeatureFlagStore working;
    private final Map<Call, Runnable> before = new ConcurrentHashMap<>();
    private final Map<Call, FeatureFlagStore> instead = new ConcurrentHashMap<>();

    public FailingStore(FeatureFlagStore working) {
        this.working = working;
    }

    /** Lets a call throw, whatever it is: checked exceptions too, as other languages of the platform do. */
    public void failAt(Call call, Throwable failure) {
        before.put(call, () -> throwAsIs(failure));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // a cast that the virtual machine does not make
    private static <T extends Throwable> void throwAsIs(Throwable failure) throws T {
        throw (T) failure;
    }

    /** Lets a call be answered by another store, one that knows no better. */
    public void answerAt(Call call, FeatureFlagStore other) {
        instead.put(call, other);
    }

    /** Lets a call wait. */
    public Hang hangAt(Call call) {
        Hang hang = new Hang();
        before.put(call, hang::hang);
        return hang;
    }

    /** Everything works again; who hangs, hangs. */
    public void recover() {
        before.clear();
        instead.clear();
    }

    /** A call that does not return until it is let go. */
    public static final class Hang {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        private void hang() {
            reached.countDown();
            await(released);
        }

        /** Waits until somebody hangs. */
        public void awaitReached() {
            await(reached);
        }

        public void release() {
            released.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private FeatureFlagStore at(Call call) {
        before.getOrDefault(call, () -> {}).run();
        return instead.getOrDefault(call, working);
    }

    @Override
    public FlagDefinition get(String name) {
        return at(Call.GET).get(name);
    }

    /** None, as over a network. */
    @Override
    public FlagSlot slot(String name, int hash) {
        return at(Call.SLOT) == working ? null : instead.get(Call.SLOT).slot(name, hash);
    }

    @Override
    public boolean create(FlagDefinition definition) {
        return at(Call.CREATE).create(definition);
    }

    @Override
    public Change update(String name, UnaryOperator<FlagDefinition> change) {
        return at(Call.UPDATE).update(name, change);
    }

    @Override
    public Change delete(String name) {
        return at(Call.DELETE).delete(name);
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        at(Call.FOR_EACH).forEach(visitor);
    }

    /** By {@link #forEach}, which may fail too, unless something else answers. */
    @Override
    public void list(int limit, int offset, FlagVisitor visitor) {
        FeatureFlagStore answering = at(Call.LIST);
        if (answering == working) {
            FeatureFlagStore.super.list(limit, offset, visitor);
        } else {
            answering.list(limit, offset, visitor);
        }
    }

    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        FeatureFlagStore answering = at(Call.SUBSCRIBE);
        Optional<Subscription> subscription = answering.subscribe(listener);
        if (answering != working) {
            return subscription;
        }
        return subscription.map(open -> () -> {
            at(Call.UNSUBSCRIBE);
            open.close();
        });
    }

    @Override
    public void close() {
        at(Call.CLOSE).close();
    }
}
