package dev.flipper.store.s3;

import dev.flipper.store.FlagDefinition;
import dev.flipper.store.PolledVersions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a bucket. What was read stays here, to be transferred again only when it has changed. Notes of what is
 * shown which state that was. Thread-safe; throws {@link S3Failure}.
 */
final class FlagObjects {

    /** So many are read before they are shown. */
    private static final int BATCH = 500;

    private final Bucket bucket;
    private final PolledVersions<String> versions;
    private final ThreadFactory threads;
    private final ConcurrentMap<String, FlagObject> known = new ConcurrentHashMap<>();

    FlagObjects(Bucket bucket, PolledVersions<String> versions, ThreadFactory threads) {
        this.bucket = bucket;
        this.versions = versions;
        this.threads = threads;
    }

    /** Reads an object; null if there is none. */
    @Nullable
    FlagObject get(String key) {
        FlagObject before = known.get(key);
        // What is no flag is read anew, so that each caller has an exception of his own.
        FlagObject now = bucket.get(key, before == null || before.flag() == null ? null : before);
        if (now == null) {
            removed(key);
        } else {
            keep(key, now);
        }
        return now;
    }

    private void keep(String key, FlagObject object) {
        known.put(key, object);
        versions.shown(key, object.tag());
    }

    /** Notes what was written. */
    void written(String key, String tag, FlagDefinition flag) {
        keep(key, new FlagObject(tag, flag, null));
    }

    /** Notes that there is no such object, as it was removed or never there. */
    void removed(String key) {
        known.remove(key);
        versions.shownAbsent(key);
    }

    /**
     * Shows all objects, of which those are transferred that are not known.
     *
     * @param visitor called in this thread
     */
    void forEach(BiConsumer<String, FlagObject> visitor) {
        List<ListedObject> listed = bucket.list();
        retain(listed);
        for (int begin = 0; begin < listed.size(); begin += BATCH) {
            List<ListedObject> batch = listed.subList(begin, Math.min(listed.size(), begin + BATCH));
            Map<String, FlagObject> read = read(batch);
            for (ListedObject object : batch) {
                FlagObject shown = read.get(object.key());
                if (shown != null) {
                    visitor.accept(object.key(), shown);
                }
            }
        }
    }

    private void retain(List<ListedObject> listed) {
        Set<String> keys = listed.stream().map(ListedObject::key).collect(Collectors.toCollection(HashSet::new));
        // One that was written since is transferred once more.
        known.keySet().retainAll(keys);
        versions.shownOnly(keys);
    }

    private Map<String, FlagObject> read(List<ListedObject> batch) {
        Map<String, FlagObject> read = new ConcurrentHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (ListedObject object : batch) {
            FlagObject there = withoutTransfer(object);
            if (there == null) {
                unknown.add(object.key());
            } else {
                versions.shown(object.key(), there.tag());
                read.put(object.key(), there);
            }
        }
        ParallelReads.run(unknown, key -> readInto(read, key), threads);
        return read;
    }

    private @Nullable FlagObject withoutTransfer(ListedObject object) {
        FlagObject before = known.get(object.key());
        if (before != null && before.tag().equals(object.tag())) {
            return before;
        }
        return object.size() > FlagObject.LARGEST
                ? FlagObject.tooLarge(object.key(), object.tag(), object.size())
                : null;
    }

    private void readInto(Map<String, FlagObject> read, String key) {
        FlagObject now = get(key);
        if (now != null) {
            read.put(key, now);
        }
    }
}
