package dev.flipper.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.StoreException;
import dev.flipper.Subscription;
import dev.flipper.store.Change;
import dev.flipper.store.ChangeWatch;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.PolledVersions;
import dev.flipper.store.StoreListener;
import java.lang.System.Logger;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Flags in a bucket of S3, or of another service with its interface, shared by all processes that may read it, the
 * Python original included: of each flag its JSON document, as an object whose key is the flag's name.
 *
 * <p>Each change is one atomic step, by S3's conditional writes: it is made if the object is as it was read, and else
 * made anew on what it has become. A service that does not support them is found out before anything is written; with
 * {@link S3FeatureFlagStoreBuilder#lastWriterWins} the store does without, and of changes at the same time the last one
 * stays, for tools that alone write to the bucket.
 *
 * <p>Each read asks S3, so put a {@link dev.flipper.store.MirroredFeatureFlagStore} before it, or a
 * {@link dev.flipper.store.CachedFeatureFlagStore}; settings do by themselves. What was read stays in memory, and is
 * transferred again only when it has changed.
 *
 * <p>S3 tells nobody of changes. Listeners hear of those by others when the objects are listed the next time, see
 * {@link S3FeatureFlagStoreBuilder#pollInterval}, and of those of this store at once.
 *
 * <p>Objects that are no flags are other people's: they are passed over, those of more than a megabyte (2<sup>20</sup>
 * bytes) without being read. A flag of that size cannot be stored.
 *
 * <p>If S3 fails or does not answer in time, the methods throw {@link StoreException}. A change whose answer is lost is
 * not tried again, as it may have been made: the exception says so.
 *
 * <p>Thread-safe.
 */
public final class S3FeatureFlagStore implements FeatureFlagStore {

    private static final Logger LOGGER = System.getLogger(S3FeatureFlagStore.class.getName());

    private final Bucket bucket;
    private final FlagObjects flags;
    private final FlagWrites writes;
    private final StoreCalls calls;
    private final ChangeWatch watch;

    /**
     * Uses a bucket of Amazon's S3 with the usual settings (see {@link #builder}). Does no I/O.
     *
     * @param bucket the name of the bucket, which has to be there
     * @throws IllegalArgumentException if it cannot be the name of one
     */
    public S3FeatureFlagStore(String bucket) {
        this(builder(bucket));
    }

    S3FeatureFlagStore(S3FeatureFlagStoreBuilder settings) {
        S3Connection connection = settings.connection();
        calls = new StoreCalls(connection.place());
        bucket = new Bucket(connection);
        PolledVersions<String> versions = new PolledVersions<>();
        flags = new FlagObjects(bucket, versions, connection.threads());
        writes = settings.acceptsLastWriter()
                ? new LastWriterWins(bucket)
                : new ConditionalWrites(bucket, connection.place());
        watch = new ChangeWatch(
                new WatchedBucket(bucket, versions, settings.interval(), connection.place()),
                LOGGER,
                connection.threads());
    }

    /**
     * Uses a bucket with settings of one's own.
     *
     * @param bucket the name of the bucket, which has to be there
     * @return a builder
     * @throws IllegalArgumentException if it cannot be the name of one
     */
    public static S3FeatureFlagStoreBuilder builder(String bucket) {
        return new S3FeatureFlagStoreBuilder(bucket);
    }

    @Override
    public @Nullable FlagDefinition get(String name) {
        FlagObject object = object(name);
        return object == null ? null : object.definition();
    }

    /** Gives the flag or what is in its place; null if there is nothing, or the mark of a folder. */
    private @Nullable FlagObject object(String name) {
        FlagObject object = any(name);
        return object == null || object.isFolder() ? null : object;
    }

    private @Nullable FlagObject any(String name) {
        return ObjectKeys.isPossible(name) ? calls.<@Nullable FlagObject>reading(name, () -> flags.get(name)) : null;
    }

    @Override
    public boolean create(FlagDefinition definition) {
        String name = definition.name();
        if (!ObjectKeys.isPossible(name)) {
            throw new StoreException(
                    "The flag '" + name + "' cannot be in S3: its name is empty, has a lone surrogate or a NUL, or"
                            + " more than 1024 bytes",
                    null);
        }
        byte[] document = document(definition);
        return this.<Boolean>changed(name, before -> {
            if (before != null && !before.isFolder()) {
                return false;
            }
            return put(definition, before, document) ? true : null;
        });
    }

    private static byte[] document(FlagDefinition definition) {
        byte[] document = definition.toJson().getBytes(UTF_8);
        if (document.length > FlagObject.LARGEST) {
            throw new StoreException(
                    "The flag '" + definition.name() + "' was not changed in S3: it has " + document.length
                            + " bytes, and more than " + FlagObject.LARGEST + " are not read",
                    null);
        }
        return document;
    }

    private boolean put(FlagDefinition definition, @Nullable FlagObject before, byte[] document) {
        String name = definition.name();
        String written = calls.<@Nullable String>writing(name, () -> writes.put(name, before, document));
        if (written == null) {
            return false;
        }
        flags.written(name, written, definition);
        watch.changed(name);
        return true;
    }

    @Override
    public @Nullable Change update(String name, UnaryOperator<FlagDefinition> change) {
        Objects.requireNonNull(change, "change");
        return this.<Optional<Change>>changed(name, object -> {
                    if (object == null || object.isFolder()) {
                        return Optional.empty();
                    }
                    FlagDefinition before = object.definition();
                    FlagDefinition after = before.changedBy(change);
                    return after.equals(before) || put(after, object, document(after))
                            ? Optional.of(new Change(before, after))
                            : null;
                })
                .orElse(null);
    }

    @Override
    public @Nullable Change delete(String name) {
        return this.<Optional<Change>>changed(name, object -> {
                    if (object == null || object.isFolder()) {
                        return Optional.empty();
                    }
                    if (!calls.writing(name, () -> writes.delete(name, object))) {
                        return null;
                    }
                    flags.removed(name);
                    watch.changed(name);
                    return Optional.of(new Change(object.flag(), null));
                })
                .orElse(null);
    }

    /** What is done to an object as it was read; null if it was not as it was read any more. */
    @FunctionalInterface
    private interface Attempt<T> {
        @Nullable
        T on(@Nullable FlagObject before);
    }

    private <T> T changed(String name, Attempt<T> attempt) {
        Refusals refusals = new Refusals();
        while (true) {
            FlagObject before = any(name);
            T done = attempt.on(before);
            if (done != null) {
                return done;
            }
            calls.<@Nullable Void>writing(name, () -> {
                refusals.add(before);
                return null;
            });
        }
    }

    /** Passes over all flags. */
    @Override
    public void forEach(FlagVisitor visitor) {
        Objects.requireNonNull(visitor, "visitor");
        calls.readingAll(() -> flags.forEach((key, object) -> object.show(key, visitor)));
    }

    /**
     * Tells of changes by anyone, of those by others after a while. The subscription is connected in the background, as
     * soon as S3 is there.
     */
    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return Optional.of(watch.subscribe(listener));
    }

    /**
     * Ends the connections and threads; a thread that waits for S3 ends within the timeout. Later calls fail.
     * Credentials that were handed over stay open.
     */
    @Override
    public void close() {
        try (bucket) {
            watch.close();
        }
    }
}
