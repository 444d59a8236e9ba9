package dev.flipper.store.thrift;

import dev.flipper.json.JsonCursor;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.thrift.idl.ConditionCheck;
import dev.flipper.store.thrift.idl.FeatureFlagStoreMeta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the metadata that a client of the original has sent. It can neither see nor send members that the structs
 * have no fields for, so these stay; so does what looks to it as it was, in all detail.
 */
final class MetaMerge {

    private final JsonCursor document;
    private final FeatureFlagStoreMeta sent;
    private final FeatureFlagStoreMeta shown;

    private MetaMerge(FlagDefinition stored, FeatureFlagStoreMeta sent) {
        this.document = FlagStructs.document(stored);
        this.sent = sent;
        this.shown = FlagStructs.meta(stored);
    }

    /**
     * Gives the flag with new metadata.
     *
     * @throws dev.flipper.FlagFormatException if they are none
     */
    static FlagDefinition merge(FlagDefinition stored, FeatureFlagStoreMeta sent) {
        MetaMerge merge = new MetaMerge(stored, sent);
        return FlagStructs.flag(stored.name(), FlagStructs.reading(stored.name(), merge::document));
    }

    private Map<String, @Nullable Object> document() {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(document.object());
        merged.put(FlagStructs.META, meta());
        return merged;
    }

    private Map<String, @Nullable Object> meta() {
        JsonCursor stored = document.member(FlagStructs.META);
        Map<String, @Nullable Object> meta = new LinkedHashMap<>(stored.object());
        if (sent.isSetCreated_date() && sent.getCreated_date() != shown.getCreated_date()) {
            meta.put(FlagStructs.CREATED_DATE, sent.getCreated_date());
        }
        put(meta, FlagStructs.CLIENT_DATA, sent.isSetClient_data() ? sent.getClient_data() : null);
        put(meta, FlagStructs.BUCKETER, sent.isSetBucketer() ? sent.getBucketer() : null);
        if (sent.isSetConditions()) {
            meta.put(FlagStructs.CONDITIONS, conditions(stored));
        } else {
            meta.remove(FlagStructs.CONDITIONS);
        }
        return meta;
    }

    private static void put(Map<String, @Nullable Object> meta, String member, @Nullable String json) {
        if (json == null) {
            meta.remove(member);
        } else {
            meta.put(member, FlagStructs.parsed(FlagStructs.META + "." + member, json));
        }
    }

    private List<@Nullable Object> conditions(JsonCursor stored) {
        Map<Map<String, List<ConditionCheck>>, Map<String, @Nullable Object>> known = known(stored);
        List<@Nullable Object> conditions = new ArrayList<>();
        for (Map<String, List<ConditionCheck>> condition : sent.getConditions()) {
            Map<String, @Nullable Object> before = known.get(condition);
            conditions.add(before == null ? FlagStructs.members(condition) : before);
        }
        return conditions;
    }

    /** Gives the stored conditions by what they look like. There may be many, of which each is made a struct once. */
    private static Map<Map<String, List<ConditionCheck>>, Map<String, @Nullable Object>> known(JsonCursor stored) {
        Map<Map<String, List<ConditionCheck>>, Map<String, @Nullable Object>> known = new HashMap<>();
        stored.optional(FlagStructs.CONDITIONS)
                .map(JsonCursor::elements)
                .orElse(List.of())
                .forEach(condition -> known.putIfAbsent(FlagStructs.condition(condition), condition.object()));
        return known;
    }
}
