package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.NoOpBucketer;
import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.condition.Condition;
import dev.flipper.event.EventType;
import dev.flipper.event.FlagEvent;
import dev.flipper.event.FlagEventSubscriber;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.TextStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientEventsTest {

    private static final Condition CONDITION = Condition.of("a", 1);
    private static final Bucketer BUCKETER = new PercentageBucketer(Percentage.of(0.5));

    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
    private final FeatureFlagClient client = FeatureFlagClient.open(store);
    private final List<FlagEvent> heard = new ArrayList<>();

    private void listen() {
        client.events().register(new FlagEventSubscriber() {
            @Override
            public void onEvent(FlagEvent event) {
                heard.add(event);
            }
        });
    }

    /** An operation on an existing flag, and the event that it makes of a type, a state before and one after. */
    private record Operation(
            EventType pre,
            EventType post,
            Consumer<FeatureFlag> action,
            BiFunction<EventType, FlagDefinition[], FlagEvent> event) {
        @Override
        public String toString() {
            return post.name();
        }
    }

    static Stream<Operation> operations() {
        return Stream.of(
                new Operation(
                        EventType.PRE_ENABLE,
                        EventType.POST_ENABLE,
                        FeatureFlag::enable,
                        (type, flags) -> new FlagEvent.Enable(type, "flag", flags[0], flags[1])),
                new Operation(
                        EventType.PRE_DISABLE,
                        EventType.POST_DISABLE,
                        FeatureFlag::disable,
                        (type, flags) -> new FlagEvent.Disable(type, "flag", flags[0], flags[1])),
                new Operation(
                        EventType.PRE_DESTROY,
                        EventType.POST_DESTROY,
                        FeatureFlag::destroy,
                        (type, flags) -> new FlagEvent.Destroy(type, "flag", flags[0], flags[1])),
                new Operation(
                        EventType.PRE_ADD_CONDITION,
                        EventType.POST_ADD_CONDITION,
                        flag -> flag.addCondition(CONDITION),
                        (type, flags) -> new FlagEvent.AddCondition(type, "flag", CONDITION, flags[0], flags[1])),
                new Operation(
                        EventType.PRE_SET_CONDITIONS,
                        EventType.POST_SET_CONDITIONS,
                        flag -> flag.setConditions(List.of(CONDITION)),
                        (type, flags) ->
                                new FlagEvent.SetConditions(type, "flag", List.of(CONDITION), flags[0], flags[1])),
                new Operation(
                        EventType.PRE_SET_CLIENT_DATA,
                        EventType.POST_SET_CLIENT_DATA,
                        flag -> flag.setClientData(Map.of("b", 2)),
                        (type, flags) ->
                                new FlagEvent.SetClientData(type, "flag", Map.of("a", 1, "b", 2), flags[0], flags[1])),
                new Operation(
                        EventType.PRE_SET_CLIENT_DATA,
                        EventType.POST_SET_CLIENT_DATA,
                        flag -> flag.removeClientData("a"),
                        (type, flags) -> new FlagEvent.SetClientData(type, "flag", Map.of(), flags[0], flags[1])),
                new Operation(
                        EventType.PRE_SET_BUCKETER,
                        EventType.POST_SET_BUCKETER,
                        flag -> flag.setBucketer(BUCKETER),
                        (type, flags) -> new FlagEvent.SetBucketer(type, "flag", BUCKETER, flags[0], flags[1])));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void eachOperationTellsBeforeAndAfter(Operation operation) {
        FeatureFlag flag = client.create("flag", false, Map.of("a", 1));
        FlagDefinition before = store.get("flag");
        listen();
        operation.action().accept(flag);
        FlagEvent pre = operation.event().apply(operation.pre(), new FlagDefinition[2]);
        FlagEvent post = operation.event().apply(operation.post(), new FlagDefinition[] {before, store.get("flag")});
        assertThat(heard).containsExactly(pre, post);
        assertThat(heard.get(1).before()).isSameAs(before);
        assertThat(heard.get(1).after()).isSameAs(store.get("flag"));
        assertThat(heard).extracting(FlagEvent::flag).containsOnly("flag");
    }

    @Test
    void creatingTellsBeforeAndAfter() {
        listen();
        client.create("flag", true, Map.of("a", 1));
        assertThat(heard)
                .containsExactly(
                        new FlagEvent.Create(EventType.PRE_CREATE, "flag", true, Map.of("a", 1), null, null),
                        new FlagEvent.Create(
                                EventType.POST_CREATE, "flag", true, Map.of("a", 1), null, store.get("flag")));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theChangeIsMadeBetweenTheTwo(Operation operation) {
        client.create("flag", false, Map.of("a", 1));
        FlagDefinition before = store.get("flag");
        List<FlagDefinition> seen = new ArrayList<>();
        client.events().on(operation.pre(), event -> seen.add(store.get("flag")));
        client.events().on(operation.post(), event -> seen.add(store.get("flag")));
        operation.action().accept(client.get("flag"));
        assertThat(seen).containsExactly(before, store.get("flag"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whoThrowsBeforeStopsTheOperation(Operation operation) {
        client.create("flag", true, Map.of("a", 1));
        client.setBucketer("flag", new NoOpBucketer());
        FlagDefinition before = store.get("flag");
        IllegalStateException veto = new IllegalStateException("not on a Friday");
        client.events().on(operation.pre(), event -> {
            throw veto;
        });
        listen();
        assertThat(catchThrowable(() -> operation.action().accept(client.get("flag"))))
                .isSameAs(veto);
        assertThat(store.get("flag")).isSameAs(before);
        assertThat(heard).isEmpty();
    }

    @Test
    void whoThrowsBeforeStopsTheCreation() {
        IllegalStateException veto = new IllegalStateException("not on a Friday");
        client.events().on(EventType.PRE_CREATE, event -> {
            throw veto;
        });
        assertThat(catchThrowable(() -> client.create("flag"))).isSameAs(veto);
        assertThat(client.exists("flag")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whoThrowsAfterwardsIsLoggedAndTheOperationStands(Operation operation) {
        client.create("flag", false, Map.of("a", 1));
        FlagDefinition before = store.get("flag");
        client.events().on(operation.post(), event -> {
            throw new IllegalStateException();
        });
        listen();
        try (LogCapture log = new LogCapture()) {
            operation.action().accept(client.get("flag"));
            assertThat(log.errors())
                    .containsExactly(
                            "A listener to " + operation.post() + " of the flag 'flag' failed; the change stands");
        }
        assertThat(heard).hasSize(2);
        if (operation.post() != EventType.POST_DISABLE) {
            assertThat(store.get("flag")).isNotEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anUnknownFlagTellsNothing(Operation operation) {
        listen();
        assertThatExceptionOfType(FlagNotFoundException.class)
                .isThrownBy(() -> operation.action().accept(client.get("flag")));
        assertThat(heard).isEmpty();
    }

    @Test
    void whatCannotBeDoneTellsNothing() {
        client.create("flag");
        listen();
        assertThatExceptionOfType(FlagAlreadyExistsException.class).isThrownBy(() -> client.create("flag"));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> client.create(""));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> client.setBucketer("flag", new TenantBucketer("x")));
        assertThat(heard).isEmpty();
    }

    @Test
    void enablingTwiceTellsTwice() {
        client.create("flag", true);
        listen();
        client.enable("flag");
        FlagDefinition same = store.get("flag");
        assertThat(heard)
                .containsExactly(
                        new FlagEvent.Enable(EventType.PRE_ENABLE, "flag", null, null),
                        new FlagEvent.Enable(EventType.POST_ENABLE, "flag", same, same));
    }

    /** A concurrent change may overtake the preview of a merge; what is told afterwards is what was stored. */
    @Test
    void theMergedDataIsAPreviewFirst() {
        client.create("flag", true, Map.of("a", 1));
        boolean[] overtaken = {false};
        client.events().on(EventType.PRE_SET_CLIENT_DATA, event -> {
            if (!overtaken[0]) {
                overtaken[0] = true;
                client.setClientData("flag", Map.of("c", 3));
            }
        });
        listen();
        client.setClientData("flag", Map.of("b", 2));
        List<Map<String, Object>> told = new ArrayList<>();
        for (FlagEvent event : heard) {
            told.add(((FlagEvent.SetClientData) event).clientData());
        }
        assertThat(told)
                .containsExactly(
                        Map.of("a", 1, "c", 3),
                        Map.of("a", 1, "c", 3),
                        Map.of("a", 1, "b", 2),
                        Map.of("a", 1, "b", 2, "c", 3));
    }

    /** The store runs the change twice. */
    @ParameterizedTest
    @MethodSource("operations")
    void eachIsToldOnceHoweverOftenTheChangeRuns(Operation operation) {
        FeatureFlagClient other = FeatureFlagClient.open(new TextStore());
        other.create("flag", false, Map.of("a", 1));
        other.events().on(operation.pre(), heard::add);
        other.events().on(operation.post(), heard::add);
        operation.action().accept(other.get("flag"));
        assertThat(heard).extracting(FlagEvent::type).containsExactly(operation.pre(), operation.post());
    }

    @Test
    void destroyingWhatCannotBeReadTellsNoStateBefore() {
        TextStore texts = new TextStore().put("broken", "{");
        FeatureFlagClient other = FeatureFlagClient.open(texts);
        other.events().on(EventType.POST_DESTROY, heard::add);
        other.destroy("broken");
        assertThat(heard).containsExactly(new FlagEvent.Destroy(EventType.POST_DESTROY, "broken", null, null));
    }

    @Test
    void listenersRunInTheCallersThread() throws InterruptedException {
        client.create("flag");
        List<Thread> threads = new ArrayList<>();
        client.events().on(EventType.PRE_ENABLE, event -> threads.add(Thread.currentThread()));
        client.events().on(EventType.POST_ENABLE, event -> threads.add(Thread.currentThread()));
        Thread caller = new Thread(() -> client.enable("flag"));
        caller.start();
        caller.join();
        assertThat(threads).containsExactly(caller, caller);
    }

    @Test
    void checksTellNothing() {
        client.create("flag", true);
        listen();
        assertThat(client.isEnabled("flag")).isTrue();
        assertThat(client.list()).hasSize(1);
        assertThat(client.getMetadata("flag")).isNotNull();
        assertThat(heard).isEmpty();
    }
}
