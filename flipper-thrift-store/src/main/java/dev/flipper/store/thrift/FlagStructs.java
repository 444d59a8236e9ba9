package dev.flipper.store.thrift;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.flipper.FlagFormatException;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import dev.flipper.json.JsonFormatException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.thrift.idl.ConditionCheck;
import dev.flipper.store.thrift.idl.ConditionOperator;
import dev.flipper.store.thrift.idl.FeatureFlagStoreItem;
import dev.flipper.store.thrift.idl.FeatureFlagStoreMeta;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the original's structs of documents. Members that the structs have no fields for are left out. */
final class FlagStructs {

    static final String NAME = "feature_name";
    static final String ENABLED = "is_enabled";
    static final String META = "meta";
    static final String CREATED_DATE = "created_date";
    static final String CLIENT_DATA = "client_data";
    static final String CONDITIONS = "conditions";
    static final String BUCKETER = "bucketer";
    static final String VARIABLE = "variable";
    static final String VALUE = "value";
    static final String OPERATOR = "operator";

    private FlagStructs() {}

    static FeatureFlagStoreItem item(FlagDefinition flag) {
        return new FeatureFlagStoreItem()
                .setFeature_name(flag.name())
                .setIs_enabled(flag.enabled())
                .setMeta(meta(flag));
    }

    static FeatureFlagStoreMeta meta(FlagDefinition flag) {
        return meta(document(flag).member(META));
    }

    static JsonCursor document(FlagDefinition flag) {
        return new JsonCursor("", Json.parse(flag.toJson()));
    }

    private static FeatureFlagStoreMeta meta(JsonCursor stored) {
        FeatureFlagStoreMeta meta = new FeatureFlagStoreMeta().setCreated_date(seconds(stored.member(CREATED_DATE)));
        stored.optional(CLIENT_DATA).ifPresent(data -> meta.setClient_data(Json.write(data.value())));
        stored.optional(CONDITIONS).ifPresent(conditions -> meta.setConditions(conditions(conditions)));
        stored.optional(BUCKETER).ifPresent(bucketer -> meta.setBucketer(Json.write(bucketer.value())));
        return meta;
    }

    /** Whole seconds; what is beyond them is held at their end. */
    private static long seconds(JsonCursor stored) {
        if (stored.value() instanceof BigInteger big) {
            return big.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return stored.value() instanceof Number number ? number.longValue() : 0;
    }

    private static List<Map<String, List<ConditionCheck>>> conditions(JsonCursor stored) {
        List<Map<String, List<ConditionCheck>>> conditions = new ArrayList<>();
        stored.elements().forEach(condition -> conditions.add(condition(condition)));
        return conditions;
    }

    static Map<String, List<ConditionCheck>> condition(JsonCursor stored) {
        Map<String, List<ConditionCheck>> condition = new TreeMap<>();
        stored.forEachMember((variable, checks) -> condition.put(
                variable,
                new ArrayList<>(
                        checks.elements().stream().map(FlagStructs::check).toList())));
        return condition;
    }

    private static ConditionCheck check(JsonCursor stored) {
        ConditionCheck check = new ConditionCheck()
                .setVariable(stored.member(VARIABLE).string())
                .setValue(Json.write(stored.member(VALUE).value()));
        JsonCursor operator = stored.member(OPERATOR);
        if (operator.value() != null) {
            check.setOperator(new ConditionOperator().setSymbol(operator.string()));
        }
        return check;
    }

    /**
     * Makes a flag of what another program has sent. What it leaves out is left out.
     *
     * @throws FlagFormatException if it is no flag, or one of another name
     */
    static FlagDefinition flag(String name, FeatureFlagStoreItem item) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        if (item.isSetFeature_name()) {
            document.put(NAME, item.getFeature_name());
        }
        if (item.isSetIs_enabled()) {
            document.put(ENABLED, item.isIs_enabled());
        }
        if (item.isSetMeta()) {
            document.put(META, reading(name, () -> members(item.getMeta())));
        }
        return flag(name, document);
    }

    /** Makes a flag of the members of its document. */
    static FlagDefinition flag(String name, Map<String, @Nullable Object> document) {
        String json = reading(name, () -> Json.write(document));
        return FlagDefinition.fromStored(name, json.getBytes(US_ASCII));
    }

    private static Map<String, @Nullable Object> members(FeatureFlagStoreMeta meta) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (meta.isSetClient_data()) {
            members.put(CLIENT_DATA, parsed(META + "." + CLIENT_DATA, meta.getClient_data()));
        }
        if (meta.isSetCreated_date()) {
            members.put(CREATED_DATE, meta.getCreated_date());
        }
        if (meta.isSetConditions()) {
            members.put(
                    CONDITIONS,
                    meta.getConditions().stream().map(FlagStructs::members).toList());
        }
        if (meta.isSetBucketer()) {
            members.put(BUCKETER, parsed(META + "." + BUCKETER, meta.getBucketer()));
        }
        return members;
    }

    static Map<String, @Nullable Object> members(Map<String, List<ConditionCheck>> condition) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        condition.forEach((variable, checks) ->
                members.put(variable, checks.stream().map(FlagStructs::members).toList()));
        return members;
    }

    private static Map<String, @Nullable Object> members(ConditionCheck check) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (check.isSetVariable()) {
            members.put(VARIABLE, check.getVariable());
        }
        if (check.isSetValue()) {
            members.put(VALUE, parsed(META + "." + CONDITIONS, check.getValue()));
        }
        boolean hasSymbol = check.isSetOperator() && check.getOperator().isSetSymbol();
        members.put(OPERATOR, hasSymbol ? check.getOperator().getSymbol() : null);
        return members;
    }

    static @Nullable Object parsed(String place, String json) {
        try {
            return Json.parse(json);
        } catch (JsonFormatException e) {
            throw new JsonFormatException(place, String.valueOf(e.getMessage()), e);
        }
    }

    /** What cannot be written again, as it is nested too deep, is no flag either. */
    static <T> T reading(String name, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (JsonFormatException e) {
            throw new FlagFormatException(name, e.place(), String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new FlagFormatException(name, "document", String.valueOf(e.getMessage()), e);
        }
    }
}
