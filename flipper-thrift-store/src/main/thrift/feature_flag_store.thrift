/**
 * The service of the original, by which Java, Python and other languages share flags: its methods, fields, numbers and
 * types are fixed. What Flipper adds to it stands in flipper.thrift.
 */

namespace java dev.flipper.store.thrift.idl

/** A JSON text, for values of any type. */
typedef string JSON

enum ErrorCode {
  /** There is no flag of this name. */
  NOT_FOUND
}

/** A call was not carried out. */
exception FlipperException {
  1: optional ErrorCode code
  2: optional string message
}

/** How a value is compared; no symbol means that it has to be equal. */
struct ConditionOperator {
  1: optional string symbol
}

/** One comparison of an attribute. */
struct ConditionCheck {
  1: optional string variable
  2: optional JSON value
  3: optional ConditionOperator operator
}

/** The comparisons of a condition by attribute. */
typedef map<string, list<ConditionCheck>> Condition

/** What is stored with a flag besides whether it is enabled. */
struct FeatureFlagStoreMeta {
  /** Seconds since 1970. */
  1: optional i64 created_date
  2: optional JSON client_data
  3: optional list<Condition> conditions
  4: optional JSON bucketer
}

/** A flag. */
struct FeatureFlagStoreItem {
  1: optional string feature_name
  2: optional bool is_enabled
  3: optional FeatureFlagStoreMeta meta
}

service FeatureFlagStore {
  /** Makes a flag. */
  FeatureFlagStoreItem Create(1: string feature_name, 2: bool is_enabled, 3: JSON client_data)
      throws (1: FlipperException error)

  FeatureFlagStoreItem Get(1: string feature_name) throws (1: FlipperException error)

  /** Enables or disables a flag. */
  void Set(1: string feature_name, 2: bool is_enabled) throws (1: FlipperException error)

  void Delete(1: string feature_name) throws (1: FlipperException error)

  /** Gives a part of the flags, ordered by name. */
  list<FeatureFlagStoreItem> List(1: i64 limit, 2: i64 offset) throws (1: FlipperException error)

  /** Replaces what is stored with a flag. */
  void SetMeta(1: string feature_name, 2: FeatureFlagStoreMeta meta) throws (1: FlipperException error)
}
