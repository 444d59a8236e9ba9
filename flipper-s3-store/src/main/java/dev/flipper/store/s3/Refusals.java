package dev.flipper.store.s3;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What comes after a change that S3 has refused, as somebody else was faster: a pause before the next attempt. If the
 * object is still as it was read another change may be under way; if that never ends nobody shall wait for it for ever.
 * For one change.
 */
final class Refusals {

    private static final int MOST = 20;

    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    private final long begin = System.nanoTime();
    private @Nullable String last;
    private int count;

    /**
     * Notes a refusal, and lets others go first.
     *
     * @param before the object as it was read before it; null: there was none
     * @throws S3Failure if there were too many, or the thread is interrupted
     */
    void add(@Nullable FlagObject before) {
        String tag = before == null ? ETags.OF_NOTHING : before.tag();
        count = tag.equals(last) ? count + 1 : 1;
        last = tag;
        if (count == MOST) {
            throw S3Failure.notDone(
                    "it has refused the change " + MOST + " times, although the object was as it had been read", null);
        }
        pause();
    }

    /** By chance up to as long as it has taken so far: the more contend, the more seldom each comes. */
    private void pause() {
        long soFar = System.nanoTime() - begin;
        try {
            TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(Math.min(soFar, LONGEST_PAUSE) + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw S3Failure.notDone("the thread was interrupted", e);
        }
    }
}
