package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A store in memory that writes down each change, and runs what a test tells it to before each call. */
final class AuditingStore implements FeatureFlagStore {

    /** In the place of a flag's name where a call is about all flags. */
    static final String ALL = "*";

    private final MemoryFeatureFlagStore memory = new MemoryFeatureFlagStore();
    private final String name;
    private final List<Entry> audit = new ArrayList<>();
    private volatile Consumer<String> beforeEachCall = flag -> {};
    private int calls;
    private int closings;

    /** One change; the state is null for a removal. */
    record Entry(String flag, FlagDefinition state) {}

    AuditingStore(String name) {
        this.name = name;
    }

    void beforeEachCall(Consumer<String> action) {
        beforeEachCall = action;
    }

    void failWith(RuntimeException failure) {
        beforeEachCall = flag -> {
            throw failure;
        };
    }

    void recover() {
        beforeEachCall = flag -> {};
    }

    synchronized List<Entry> audit() {
        return List.copyOf(audit);
    }

    synchronized List<FlagDefinition> audit(String flag) {
        return audit.stream()
                .filter(entry -> entry.flag().equals(flag))
                .map(Entry::state)
                .toList();
    }

    synchronized int calls() {
        return calls;
    }

    synchronized int closings() {
        return closings;
    }

    Map<String, FlagDefinition> flags() {
        Map<String, FlagDefinition> flags = new TreeMap<>();
        memory.forEach(new FlagVisitor() {
            @Override
            public void flag(FlagDefinition definition) {
                flags.put(definition.name(), definition);
            }

            @Override
            public void unreadable(String flag, FlagFormatException problem) {
                throw problem;
            }
        });
        return flags;
    }

    private void begin(String flag) {
        synchronized (this) {
            calls++;
        }
        beforeEachCall.accept(flag);
    }

    private synchronized void write(String flag, FlagDefinition state) {
        audit.add(new Entry(flag, state));
    }

    @Override
    public FlagDefinition get(String flag) {
        begin(flag);
        return memory.get(flag);
    }

    @Override
    public boolean create(FlagDefinition definition) {
        begin(definition.name());
        boolean created = memory.create(definition);
        if (created) {
            write(definition.name(), definition);
        }
        return created;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the same instance means: nothing to write
    public Change update(String flag, UnaryOperator<FlagDefinition> change) {
        begin(flag);
        Change done = memory.update(flag, change);
        if (done != null && done.before() != done.after()) {
            write(flag, done.after());
        }
        return done;
    }

    @Override
    public Change delete(String flag) {
        begin(flag);
        Change done = memory.delete(flag);
        if (done != null) {
            write(flag, null);
        }
        return done;
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        begin(ALL);
        memory.forEach(visitor);
    }

    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return memory.subscribe(listener);
    }

    @Override
    public synchronized void close() {
        closings++;
    }

    @Override
    public String toString() {
        return name;
    }
}
