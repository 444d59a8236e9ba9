package dev.flipper;

import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.store.FailingStore.Call;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that can be asked of a client and of a handle, and which of the store's calls it needs. */
final class ClientOperations {

    private static final EvaluationContext USER = EvaluationContext.of("user_id", 1);

    private ClientOperations() {}

    interface Action {
        Object on(FeatureFlagClient client, FeatureFlag handle);
    }

    interface ManagementAction {
        void on(FeatureFlagClient client, FeatureFlag handle);
    }

    /** A check of a flag that is on, with the default {@code onFailure}. */
    record Check(String name, Call call, boolean onFailure, Action action) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A management call, and what its calls of the store are for. */
    record Management(String name, Map<Call, String> calls, ManagementAction action) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Check> checks() {
        return List.of(
                new Check("isEnabled(flag)", Call.GET, false, (client, handle) -> client.isEnabled("flag")),
                new Check("isEnabled(flag, true)", Call.GET, true, (client, handle) -> client.isEnabled("flag", true)),
                new Check("isEnabled(flag, user)", Call.GET, false, (client, handle) -> client.isEnabled("flag", USER)),
                new Check(
                        "isEnabled(flag, user, true)",
                        Call.GET,
                        true,
                        (client, handle) -> client.isEnabled("flag", USER, true)),
                new Check("evaluate(flag, user)", Call.GET, false, (client, handle) -> client.evaluate("flag", USER)),
                new Check("handle.isEnabled()", Call.GET, false, (client, handle) -> handle.isEnabled()),
                new Check("handle.isEnabled(true)", Call.GET, true, (client, handle) -> handle.isEnabled(true)),
                new Check("handle.isEnabled(user)", Call.GET, false, (client, handle) -> handle.isEnabled(USER)),
                new Check(
                        "handle.isEnabled(user, true)",
                        Call.GET,
                        true,
                        (client, handle) -> handle.isEnabled(USER, true)),
                new Check("handle.evaluate(user)", Call.GET, false, (client, handle) -> handle.evaluate(USER)));
    }

    static List<Management> management() {
        return Stream.of(
                        creating(),
                        Stream.of(
                                listing("list()", (client, handle) -> client.list()),
                                listing("list(10, 0)", (client, handle) -> client.list(10, 0)),
                                destroying("destroy", (client, handle) -> client.destroy("flag")),
                                destroying("handle.destroy", (client, handle) -> handle.destroy())),
                        reading(),
                        changing())
                .flatMap(operations -> operations)
                .toList();
    }

    private static Stream<Management> creating() {
        Map<Call, String> calls = Map.of(Call.GET, "read the flag 'new'", Call.CREATE, "create the flag 'new'");
        return Stream.of(
                new Management("create(new)", calls, (client, handle) -> client.create("new")),
                new Management("create(new, true)", calls, (client, handle) -> client.create("new", true)),
                new Management(
                        "create(new, true, data)", calls, (client, handle) -> client.create("new", true, Map.of())));
    }

    private static Stream<Management> reading() {
        return Stream.of(
                reading("exists", (client, handle) -> client.exists("flag")),
                reading("getClientData", (client, handle) -> client.getClientData("flag")),
                reading("getMetadata", (client, handle) -> client.getMetadata("flag")),
                reading("getDefinition", (client, handle) -> client.getDefinition("flag")),
                reading("handle.exists", (client, handle) -> handle.exists()),
                reading("handle.getClientData", (client, handle) -> handle.getClientData()),
                reading("handle.getMetadata", (client, handle) -> handle.getMetadata()),
                reading("handle.getDefinition", (client, handle) -> handle.getDefinition()));
    }

    private static Stream<Management> changing() {
        Condition condition = Condition.of("a", 1);
        return Stream.of(
                changing("enable", (client, handle) -> client.enable("flag")),
                changing("disable", (client, handle) -> client.disable("flag")),
                changing("addCondition", (client, handle) -> client.addCondition("flag", condition)),
                changing("setConditions", (client, handle) -> client.setConditions("flag", List.of(condition))),
                changing("setBucketer", (client, handle) -> client.setBucketer("flag", new NoOpBucketer())),
                changing("setClientData", (client, handle) -> client.setClientData("flag", Map.of("a", 1))),
                changing("removeClientData", (client, handle) -> client.removeClientData("flag", "a")),
                changing("handle.enable", (client, handle) -> handle.enable()),
                changing("handle.disable", (client, handle) -> handle.disable()),
                changing("handle.addCondition", (client, handle) -> handle.addCondition(condition)),
                changing("handle.setConditions", (client, handle) -> handle.setConditions(List.of(condition))),
                changing("handle.setBucketer", (client, handle) -> handle.setBucketer(new NoOpBucketer())),
                changing("handle.setClientData", (client, handle) -> handle.setClientData(Map.of("a", 1))),
                changing("handle.removeClientData", (client, handle) -> handle.removeClientData("a")));
    }

    private static Management reading(String name, ManagementAction action) {
        return new Management(name, Map.of(Call.GET, "read the flag 'flag'"), action);
    }

    private static Management listing(String name, ManagementAction action) {
        return new Management(name, Map.of(Call.LIST, "list the flags", Call.FOR_EACH, "list the flags"), action);
    }

    private static Management changing(String name, ManagementAction action) {
        return new Management(
                name, Map.of(Call.GET, "read the flag 'flag'", Call.UPDATE, "change the flag 'flag'"), action);
    }

    private static Management destroying(String name, ManagementAction action) {
        return new Management(
                name, Map.of(Call.GET, "read the flag 'flag'", Call.DELETE, "destroy the flag 'flag'"), action);
    }
}
