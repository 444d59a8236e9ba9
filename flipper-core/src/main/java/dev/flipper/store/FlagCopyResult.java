package dev.flipper.store;

import java.util.List;

/**
 * What {@link FlagCopy} has done. Each flag that could be read in the source is counted once: as created, replaced or
 * kept. Immutable.
 *
 * @param created how many flags the target did not have, and has now
 * @param replaced how many entries of the target became the source's flag; of {@link FlagCopy#missing} always 0
 * @param kept how many entries of the target stayed as they were: those that were the same, and of
 *     {@link FlagCopy#missing} all that were there
 * @param unreadableInSource the names of the source's entries that are no flags, and are left out; ordered by code
 *     points
 * @param unreadableInTarget the names of flags of the source in whose place the target had an entry that is no flag:
 *     kept by {@link FlagCopy#missing}, replaced by {@link FlagCopy#all}; ordered by code points
 */
public record FlagCopyResult(
        int created, int replaced, int kept, List<String> unreadableInSource, List<String> unreadableInTarget) {

    /**
     * Makes a result.
     *
     * @param created how many flags the target did not have, and has now
     * @param replaced how many entries of the target became the source's flag
     * @param kept how many entries of the target stayed as they were
     * @param unreadableInSource the names of the source's entries that are no flags
     * @param unreadableInTarget the names of the target's entries that were no flags
     */
    public FlagCopyResult {
        unreadableInSource = List.copyOf(unreadableInSource);
        unreadableInTarget = List.copyOf(unreadableInTarget);
    }
}
