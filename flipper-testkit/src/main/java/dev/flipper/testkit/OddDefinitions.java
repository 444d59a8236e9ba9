package dev.flipper.testkit;

import dev.flipper.store.FlagDefinition;
import java.util.List;
import java.util.stream.Stream;

/** Flags that another version, another program or an odd application may have written. */
final class OddDefinitions {

    private OddDefinitions() {}

    static List<FlagDefinition> all() {
        return Stream.of(numbers(), texts(), rules(), shapes())
                .flatMap(List::stream)
                .toList();
    }

    private static List<FlagDefinition> numbers() {
        return List.of(
                data("integers", "[0, -1, 2147483648, 9007199254740993, -9223372036854775809]"),
                data("big-integer", "1" + "0".repeat(400)),
                data("doubles", "[0.1, 1.0, -0.0, 2e23, 1e+16, 1e-07, 5e-324, 1.7976931348623157e+308]"),
                data("other-values", "[null, true, false, \"\", [], {}, [[]], {\"\": {\"\": null}}]"));
    }

    private static List<FlagDefinition> texts() {
        return List.of(
                data("unicode", "\"\\u00fc \\u2028 \\uff5e \\ud83d\\ude00 \\ufffe \\udbff\\udfff\""),
                data("controls", "\"\\u0000\\u0001\\b\\t\\n\\r\\u001f\\u007f\""),
                data("lone-surrogates", "[\"\\ud800\", \"\\udc00\\ud800\"]"),
                data("quotes", "\"' \\\" ` \\\\ \\\\n $1 ${x} %s %% ; --\""),
                data("long-text", "\"" + "0123456789abcdef".repeat(4096) + "\""),
                data("deep", "[".repeat(400) + "]".repeat(400)));
    }

    private static List<FlagDefinition> rules() {
        return List.of(
                meta(
                        "conditions",
                        "{\"client_data\": {}, \"created_date\": 1, \"conditions\": [{\"age\": [{\"variable\": \"age\","
                                + " \"value\": 1.0, \"operator\": \"gte\"}, {\"variable\": \"age\", \"value\": [1, \"a\"],"
                                + " \"operator\": \"not_in\"}], \"empty\": []}, {}], \"bucketer\": {\"type\":"
                                + " \"NoOpBucketer\"}}"),
                meta(
                        "bucketer",
                        "{\"client_data\": {}, \"created_date\": 1, \"conditions\": [], \"bucketer\": {\"type\":"
                                + " \"ConsistentHashPercentageBucketer\", \"key_whitelist\": [\"b\", \"a\"],"
                                + " \"percentage\": {\"type\": \"LinearRampPercentage\", \"initial_value\": 0.2,"
                                + " \"final_value\": 0.8, \"ramp_duration\": 60, \"initial_time\": 1500000000.25}}}"),
                meta(
                        "unknown-rules",
                        "{\"created_date\": 1, \"conditions\": [{\"age\": [{\"variable\": \"age\", \"value\": 1,"
                                + " \"operator\": \"like\", \"flags\": [1.0]}]}], \"bucketer\": {\"type\": \"Tenant\","
                                + " \"ids\": [1, 2.0], \"deep\": {\"x\": null}}}"));
    }

    private static List<FlagDefinition> shapes() {
        return List.of(
                meta("missing-members", "{\"created_date\": 0}"),
                meta("fraction-of-a-second", "{\"created_date\": 1500000000.75}"),
                meta("long-ago", "{\"created_date\": -62135596800, \"client_data\": {\"z\": 1, \"a\": 2}}"),
                FlagDefinition.fromJson("{\"before\": [1, {\"b\": 1, \"a\": null}], \"is_enabled\": true, \"meta\":"
                        + " {\"newer\": {\"x\": 1.0}, \"created_date\": 1, \"client_data\": null}, \"feature_name\":"
                        + " \"unknown-members\", \"owner\": {\"id\": 123456789012345678901234567890}}"));
    }

    private static FlagDefinition data(String name, String value) {
        return meta(
                name,
                "{\"client_data\": {\"x\": " + value + "}, \"created_date\": 1500000000, \"conditions\": [],"
                        + " \"bucketer\": {\"type\": \"NoOpBucketer\"}}");
    }

    private static FlagDefinition meta(String name, String meta) {
        return FlagDefinition.fromJson(
                "{\"feature_name\": \"" + name + "\", \"is_enabled\": true, \"meta\": " + meta + "}");
    }
}
