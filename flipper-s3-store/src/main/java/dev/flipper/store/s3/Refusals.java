package dev.flipper.store.s3;

import org.jspecify.annotations.Nullable;

/**
 * Counts how often S3 has refused a change although the object is still as it was read. It may do so while another
 * change is under way; if it never stops nobody shall wait for it for ever. For one change.
 */
final class Refusals {

    private static final int MOST = 20;

    private @Nullable String last;
    private int count;

    /**
     * Notes a refusal.
     *
     * @param before the object as it was read before it; null: there was none
     * @return how many there were one after the other
     * @throws S3Failure if there were too many
     */
    int add(@Nullable FlagObject before) {
        String tag = before == null ? ETags.OF_NOTHING : before.tag();
        count = tag.equals(last) ? count + 1 : 1;
        last = tag;
        if (count == MOST) {
            throw S3Failure.notDone(
                    "it has refused the change " + MOST + " times, although the object was as it had been read", null);
        }
        return count;
    }
}
