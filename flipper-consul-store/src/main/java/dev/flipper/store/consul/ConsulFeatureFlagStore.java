package dev.flipper.store.consul;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import dev.flipper.Subscription;
import dev.flipper.store.Change;
import dev.flipper.store.ChangeWatch;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.PolledVersions;
import dev.flipper.store.StoreListener;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Flags in Consul's key/value store, shared by all processes that use the cluster, the Python original included: of
 * each flag its JSON document, by the key {@code features/NAME}.
 *
 * <p>Each change is one atomic step. Each read asks Consul's leader, so put a
 * {@link dev.flipper.store.MirroredFeatureFlagStore} before it, or a {@link dev.flipper.store.CachedFeatureFlagStore};
 * settings do by themselves. What is read is never older than any change that was confirmed before, to whomever.
 *
 * <p>Listeners hear of changes by anyone, by any program, a few milliseconds after Consul has made them: the store asks
 * for what is stored under the base key, and Consul answers when that has changed.
 *
 * <p>If Consul fails or does not answer in time, the methods throw {@link StoreException}. A change whose answer is
 * lost is not tried again, as it may have been made: the exception says so.
 *
 * <p>A key that ends with a slash and has no value marks a folder and is no flag; a flag of that name takes its place.
 *
 * <p>Thread-safe. Threads are made when Consul is first asked, by the JDK's HTTP client, and one when somebody
 * {@linkplain #subscribe subscribes}; they end when the store is closed. Before Java 21 the selector of the HTTP client
 * has a thread that ends when the client is collected as garbage after that.
 */
public final class ConsulFeatureFlagStore implements FeatureFlagStore {

    private final ConsulHttp http;
    private final FlagKeys keys;
    private final KeyValues flags;
    private final StoreCalls calls;
    private final PolledVersions<Long> versions = new PolledVersions<>();
    private final ChangeWatch watch;

    /**
     * Uses Consul with the usual settings (see {@link #builder}). Does no I/O.
     *
     * @param uri where its HTTP API is, as {@code http://localhost:8500}
     * @throws IllegalArgumentException if that is no such address
     */
    public ConsulFeatureFlagStore(URI uri) {
        this(builder(uri));
    }

    ConsulFeatureFlagStore(ConsulFeatureFlagStoreBuilder settings) {
        http = settings.http();
        keys = settings.keys();
        flags = new KeyValues(http, keys);
        calls = new StoreCalls("Consul at " + http.address());
        watch = settings.watch(flags, versions, calls.place());
    }

    /**
     * Uses Consul with settings of one's own.
     *
     * @param uri where its HTTP API is, as {@code http://localhost:8500}
     * @return a builder
     * @throws IllegalArgumentException if that is no such address
     */
    public static ConsulFeatureFlagStoreBuilder builder(URI uri) {
        return new ConsulFeatureFlagStoreBuilder(ConsulAddress.parse(uri.toString()));
    }

    @Override
    public @Nullable FlagDefinition get(String name) {
        Entry entry = entry(name);
        return entry == null || entry.isFolder() ? null : definition(name, entry);
    }

    private @Nullable Entry entry(String name) {
        String key = keys.key(name);
        return key == null ? null : calls.<@Nullable Entry>reading(name, () -> flags.get(key));
    }

    private FlagDefinition definition(String name, Entry entry) {
        versions.shown(entry.key());
        return FlagDefinition.fromStored(name, calls.reading(name, entry::bytes));
    }

    @Override
    public boolean create(FlagDefinition definition) {
        String name = definition.name();
        String key = keys.key(name);
        if (key == null) {
            throw new StoreException(
                    "The flag '" + name + "' cannot be in Consul: its name has a lone surrogate", null);
        }
        byte[] document = definition.toJson().getBytes(UTF_8);
        while (true) {
            // A look at it first finds out whether Consul is there, which a write cannot try twice.
            Entry before = calls.<@Nullable Entry>reading(name, () -> flags.get(key));
            if (before != null && !before.isFolder()) {
                return false;
            }
            if (calls.writing(name, () -> flags.compareAndSet(key, before, document))) {
                changed(name, key);
                return true;
            }
        }
    }

    /** Tells of a change of our own. */
    private void changed(String name, String key) {
        versions.shown(key);
        watch.changed(name);
    }

    @Override
    public @Nullable Change update(String name, UnaryOperator<FlagDefinition> change) {
        Objects.requireNonNull(change, "change");
        while (true) {
            Entry entry = entry(name);
            if (entry == null || entry.isFolder()) {
                return null;
            }
            FlagDefinition before = definition(name, entry);
            FlagDefinition after = before.changedBy(change);
            if (after.equals(before)) {
                return new Change(before, after);
            }
            byte[] document = after.toJson().getBytes(UTF_8);
            if (calls.writing(name, () -> flags.compareAndSet(entry.key(), entry, document))) {
                changed(name, entry.key());
                return new Change(before, after);
            }
        }
    }

    @Override
    public @Nullable Change delete(String name) {
        // Looked at first for the reason of create.
        Entry there = entry(name);
        if (there == null || there.isFolder()) {
            return null;
        }
        Entry removed = calls.<@Nullable Entry>writing(name, () -> flags.remove(there.key()));
        if (removed == null) {
            return null;
        }
        watch.changed(name);
        return new Change(readable(name, removed), null);
    }

    private @Nullable FlagDefinition readable(String name, Entry entry) {
        try {
            return definition(name, entry);
        } catch (FlagFormatException e) {
            return null;
        }
    }

    /** Passes over all flags, which are read at once, as they were at one moment. */
    @Override
    public void forEach(FlagVisitor visitor) {
        Objects.requireNonNull(visitor, "visitor");
        Listing listing = calls.readingAll(flags::all);
        for (Entry entry : listing.entries()) {
            String name = keys.flag(entry.key());
            if (name != null && !entry.isFolder()) {
                show(name, entry, visitor);
            }
        }
    }

    private void show(String name, Entry entry, FlagVisitor visitor) {
        FlagDefinition definition;
        try {
            definition = definition(name, entry);
        } catch (FlagFormatException e) {
            if (isThere(name)) {
                visitor.unreadable(name, e);
            }
            return;
        }
        visitor.flag(definition);
    }

    private boolean isThere(String name) {
        return FlagKeys.canBeAskedFor(name) || entry(name) != null;
    }

    /** Tells of changes by anyone. The subscription is connected in the background, as soon as Consul is there. */
    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return Optional.of(watch.subscribe(listener));
    }

    /** Ends what is under way, the threads and the connections. Later calls fail. */
    @Override
    public void close() {
        try {
            watch.close();
        } finally {
            http.close();
        }
    }
}
