package dev.flipper.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes only if the object is as it was read, which S3 sees to.
 *
 * <p>There are services with the interface of S3 that pass over such a condition and write all the same, or do so where
 * there is no object, so before the first write conditions are tried that do not hold. If a write is made nevertheless,
 * nothing else is written: a change at the same time could be lost. A service that passes over the condition of a
 * deletion only is put up with, as nothing that somebody else has written is lost by it but what is to be removed.
 */
final class ConditionalWrites implements FlagWrites {

    private static final Logger LOGGER = System.getLogger(S3FeatureFlagStore.class.getName());

    private static final String ADVICE = ", so changes at the same time could be lost. Use a service that supports"
            + " conditional writes (If-Match, If-None-Match), or accept that the last writer wins:"
            + " s3.last-writer-wins=true";

    /** Whoever sees it takes it for a folder. */
    private static final String PROBE = "flipper-probe-%s/";

    private static final byte[] NOTHING = {};

    private final Bucket bucket;
    private final String place;
    private volatile boolean isTriedOnNothing;
    private volatile boolean isTriedOnObject;
    private volatile Deletes deletes = Deletes.UNTRIED;

    private enum Deletes {
        UNTRIED,
        CONDITIONAL,
        UNCONDITIONAL
    }

    ConditionalWrites(Bucket bucket, String place) {
        this.bucket = bucket;
        this.place = place;
    }

    @Override
    public @Nullable String put(String key, @Nullable FlagObject before, byte[] content) {
        if (!isTriedOnNothing) {
            tryOnNothing();
            isTriedOnNothing = true;
        }
        if (before == null) {
            return write(key, content, Condition.ABSENT);
        }
        if (!isTriedOnObject) {
            tryOnObject(key, before);
            isTriedOnObject = true;
        }
        return write(key, content, Condition.unchanged(before.tag()));
    }

    /** By a key of its own: where the condition is passed over an object is made, which is removed again. */
    private void tryOnNothing() {
        String key = PROBE.formatted(UUID.randomUUID());
        if (write(key, NOTHING, Condition.IMPOSSIBLE) != null) {
            bucket.delete(key, Condition.NONE);
            throw ignored("where there is nothing, although it is to overwrite a certain object only (If-Match)");
        }
    }

    /** By what is there already, so that nothing is changed if the condition is passed over. */
    private void tryOnObject(String key, FlagObject before) {
        byte[] same = before.isFolder() ? NOTHING : before.definition().toJson().getBytes(UTF_8);
        if (write(key, same, Condition.IMPOSSIBLE) != null) {
            throw ignored("over an object, although it is to overwrite another one only (If-Match)");
        }
    }

    private static S3Failure ignored(String what) {
        return S3Failure.notDone("the service does not keep to conditions of writes: it writes " + what + ADVICE, null);
    }

    private @Nullable String write(String key, byte[] content, Condition condition) {
        try {
            return bucket.put(key, content, condition);
        } catch (S3Failure e) {
            throw e.isNotImplemented()
                    ? S3Failure.notDone(
                            "the service refuses a write with a condition (" + e.getMessage() + ")" + ADVICE, e)
                    : e;
        }
    }

    @Override
    public boolean delete(String key, FlagObject before) {
        return switch (deletes) {
            case UNTRIED -> tryDelete(key, before);
            case CONDITIONAL -> bucket.delete(key, Condition.unchanged(before.tag()));
            case UNCONDITIONAL -> bucket.delete(key, Condition.NONE);
        };
    }

    private boolean tryDelete(String key, FlagObject before) {
        try {
            if (bucket.delete(key, Condition.IMPOSSIBLE)) {
                // It was to be removed anyway.
                deleteUnconditionally();
                return true;
            }
        } catch (S3Failure e) {
            if (!e.isNotImplemented()) {
                throw e;
            }
            deleteUnconditionally();
            return delete(key, before);
        }
        deletes = Deletes.CONDITIONAL;
        return delete(key, before);
    }

    private void deleteUnconditionally() {
        deletes = Deletes.UNCONDITIONAL;
        LOGGER.log(
                Level.WARNING,
                "The service of " + place + " does not support conditional deletes (If-Match): a flag that is removed"
                        + " while somebody changes it may be gone with the change, and of two who remove it at the same"
                        + " time both may be told that they have");
    }
}
