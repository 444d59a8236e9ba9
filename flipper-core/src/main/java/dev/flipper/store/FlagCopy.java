package dev.flipper.store;

import dev.flipper.StoreException;

/**
 * Copies the flags of one store into another: brings a store that has lost its flags back from a replica, or makes the
 * first backup of one. Flags are stored exactly as they are in the source, with their date of creation and with members
 * that this version does not know. Nothing is ever removed from the target; {@link ReplicatedFeatureFlagStore#resync}
 * makes a replica the same as its primary.
 *
 * <p>The source is read in one pass, which ends before the first flag is written, so that the two may be the same
 * database; what changes in it later is not copied. The flags that are still to be written are in memory meanwhile. Of
 * a source that is a mirror or a cache, the store behind it is read: a copy in this process may be behind.
 *
 * <p>Each flag is one step, ordered by name, and others may write to both stores meanwhile. What atomic means of a step
 * is said of each method. All steps together are not atomic: whoever reads the target meanwhile sees some of the flags.
 * If the target's changes join a {@linkplain FeatureFlagStore#transaction transaction of the caller's}, they are a part
 * of that, and are gone if it is rolled back.
 *
 * <p>Calling again is always right: what is there already is not written twice, and what failed is tried again.
 *
 * <p>A flag that the target fails to take, for instance because its name is too long for a column, does not hinder the
 * others. Each such flag is told in the end, by one {@link StoreException} that has an exception for each of them as a
 * suppressed one, with the target's as its cause. What is copied by then stays. The rest is not tried any more
 *
 * <ul>
 *   <li>once three flags in a row could neither be written nor read in the target: it is away;
 *   <li>once it has failed to take a hundred flags, and has taken none.
 * </ul>
 *
 * <p>May be called from any thread, but not from a listener or a visitor of one of the two stores. Neither is closed.
 */
public final class FlagCopy {

    private FlagCopy() {}

    /**
     * Creates what the target does not have. What it has stays untouched, readable or not, and whether it was there
     * before or somebody creates it meanwhile: each flag is created only if its name is free, in one atomic step of the
     * target, so that no write of anybody is lost.
     *
     * @param source the store that has the flags
     * @param target the store that gets them
     * @return what was done; an empty source is no failure
     * @throws IllegalArgumentException if both are the same store, or stand before the same one
     * @throws StoreException if the source cannot be read to its end, and nothing is written then; or if flags could
     *     not be written, after all others have been
     */
    public static FlagCopyResult missing(FeatureFlagStore source, FeatureFlagStore target) {
        return FlagCopier.missing(source, target).result();
    }

    /**
     * Gives each flag of the source to the target as the source has it: what the target does not have is created, what
     * differs is replaced. What only the target has stays. Nothing is written where there is no difference.
     *
     * <p>Creating is one atomic step, and so is replacing a flag. A change that somebody else makes to a flag of the
     * target is either made before, and replaced, or made on what was copied. An entry that cannot be read is removed,
     * and the flag is created, which are two steps: in between there is no such flag, and if the second one fails,
     * which is told as for any other flag, it takes another call to have it there. What somebody else has put in the
     * place of the entry by then may be removed too.
     *
     * @param source the store that has the flags
     * @param target the store that gets them
     * @return what was done; an empty source is no failure
     * @throws IllegalArgumentException if both are the same store, or stand before the same one
     * @throws StoreException if the source cannot be read to its end, and nothing is written then; or if flags could
     *     not be written, after all others have been
     */
    public static FlagCopyResult all(FeatureFlagStore source, FeatureFlagStore target) {
        return FlagCopier.all(source, target).result();
    }
}
