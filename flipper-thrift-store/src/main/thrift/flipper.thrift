/**
 * What Flipper adds to the service of the original: changes that lose nothing, whole documents, and news of changes. A
 * server that has these methods has those of the original too. One that has not answers UNKNOWN_METHOD.
 */

include "feature_flag_store.thrift"

namespace java dev.flipper.store.thrift.idl

/** What is stored by a name: a flag, something that cannot be read as a flag, or nothing if both are left out. */
struct FlagEntry {
  1: optional string feature_name
  /** The whole document of the flag, with all its members. */
  2: optional feature_flag_store.JSON document
  /** Why what is stored is no flag. */
  3: optional string problem
  /** Where in the document that is. */
  4: optional string problem_place
}

/** What became of a change. */
struct CompareAndSetResult {
  /** Whether it was made. */
  1: optional bool done
  /** What is stored now, or was when it was compared. */
  2: optional FlagEntry current
}

/** Some of the entries, in the order of their names (code points). */
struct FlagPage {
  1: optional list<FlagEntry> entries
  /** Whether there are more behind these. */
  2: optional bool more
}

/** What has changed since some moment. */
struct FlagChanges {
  /** The present moment, to be handed over at the next call; left out if this server cannot tell of changes. */
  1: optional string position
  /** The names of flags that have changed, perhaps more than once, perhaps back again. */
  2: optional list<string> feature_names
  /** Anything may have changed. */
  3: optional bool everything
}

service FlipperFlagStore extends feature_flag_store.FeatureFlagStore {
  /** Gives what is stored by a name. */
  FlagEntry GetDocument(1: string feature_name) throws (1: feature_flag_store.FlipperException error)

  /**
   * Stores a document if the present one is equal to the expected one as a JSON value, in one atomic step. No expected
   * document means that there must be none: then the flag is made.
   */
  CompareAndSetResult CompareAndSet(
      1: string feature_name, 2: feature_flag_store.JSON expected, 3: feature_flag_store.JSON replacement)
      throws (1: feature_flag_store.FlipperException error)

  /** Removes what is stored by a name, and gives what that was. */
  FlagEntry RemoveDocument(1: string feature_name) throws (1: feature_flag_store.FlipperException error)

  /** Gives as many entries behind a name as fit into a message; without a name from the beginning. */
  FlagPage EntriesAfter(1: string feature_name) throws (1: feature_flag_store.FlipperException error)

  /**
   * Gives flags from an offset on, as many as fit into a message and as the limit says, ordered by name. Entries that
   * cannot be read are not counted; those that were met on the way come first.
   */
  FlagPage ListDocuments(1: i64 limit, 2: i64 offset) throws (1: feature_flag_store.FlipperException error)

  /**
   * Waits until something has changed since a position, but not longer than the given time, and tells what. Without a
   * position it answers at once.
   */
  FlagChanges AwaitChanges(1: string position, 2: i64 max_wait_millis)
      throws (1: feature_flag_store.FlipperException error)
}
