package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.event.EventType;
import dev.flipper.event.FlagChange;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExternalChangesTest {

    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
    private final FeatureFlagClient client = FeatureFlagClient.open(store);
    private final FeatureFlagClient other = FeatureFlagClient.open(store);
    private final List<FlagChange> heard = new ArrayList<>();

    @BeforeEach
    void listen() {
        client.events().onExternalChange(heard::add);
    }

    @Test
    void anotherClientsChangesAreHeardOnce() {
        other.create("flag");
        FlagDefinition created = store.get("flag");
        other.enable("flag");
        FlagDefinition enabled = store.get("flag");
        other.destroy("flag");
        assertThat(heard)
                .containsExactly(
                        new FlagChange("flag", null, created),
                        new FlagChange("flag", created, enabled),
                        new FlagChange("flag", enabled, null));
    }

    @Test
    void changesOfTheStoreItselfAreHeard() {
        FlagDefinition flag = FlagDefinition.of("flag", true, Instant.EPOCH, Map.of());
        store.create(flag);
        assertThat(heard).containsExactly(new FlagChange("flag", null, flag));
    }

    @Test
    void ownChangesAreSilent() {
        client.create("flag");
        client.enable("flag");
        client.setClientData("flag", Map.of("a", 1));
        client.destroy("flag");
        assertThat(heard).isEmpty();
    }

    @Test
    void whatChangesNothingIsSilent() {
        other.create("flag", true);
        heard.clear();
        other.enable("flag");
        assertThat(heard).isEmpty();
    }

    /** Both clients write in one thread, one within the other's event. */
    @Test
    void aChangeWithinAnEventBelongsToWhoMakesIt() {
        List<String> heardByOther = new ArrayList<>();
        client.create("flag");
        client.create("audit");
        other.events().onExternalChange(change -> heardByOther.add(change.flag()));
        client.events().on(EventType.POST_ENABLE, event -> other.enable("audit"));
        client.enable("flag");
        assertThat(heard).extracting(FlagChange::flag).containsExactly("audit");
        assertThat(heardByOther).containsExactly("flag");
    }

    /** The listener runs in the thread of the other client's write. */
    @Test
    void ownChangesInAnswerToAnExternalOneAreSilent() {
        client.create("mirror");
        client.events().onExternalChange(change -> {
            if (change.flag().equals("flag")) {
                client.enable("mirror");
            }
        });
        other.create("flag");
        assertThat(heard).extracting(FlagChange::flag).containsExactly("flag");
        assertThat(client.isEnabled("mirror")).isTrue();
    }

    /** Again in the thread of a write, this time of the one who is to hear of the answer. */
    @Test
    void anAnswerOfAnotherClientIsHeard() {
        client.create("answer");
        client.create("flag");
        other.events().onExternalChange(change -> {
            if (change.flag().equals("flag")) {
                other.enable("answer");
            }
        });
        client.enable("flag");
        assertThat(heard).extracting(FlagChange::flag).containsExactly("answer");
    }

    /** The inner write ends before the store tells the writer itself of the outer one. */
    @Test
    void anOwnChangeStaysOwnWhileAnotherIsMadeWithinIt() {
        FeatureFlagClient writer = FeatureFlagClient.open(store);
        writer.create("mirror");
        List<String> heardByWriter = new ArrayList<>();
        writer.events().onExternalChange(change -> heardByWriter.add(change.flag()));
        client.events().onExternalChange(change -> {
            if (change.flag().equals("flag")) {
                writer.enable("mirror");
            }
        });
        writer.create("flag");
        assertThat(store.get("mirror").enabled()).isTrue();
        assertThat(heardByWriter).isEmpty();
    }

    @Test
    void ownChangesInAnswerToAnOwnOneAreSilent() {
        client.create("flag");
        client.create("audit");
        client.events().on(EventType.POST_ENABLE, event -> {
            if (event.flag().equals("flag")) {
                client.enable("audit");
            }
        });
        client.enable("flag");
        other.disable("flag");
        assertThat(heard).extracting(FlagChange::flag).containsExactly("flag");
    }

    @Test
    void changesOfOtherThreadsAreHeard() throws InterruptedException {
        Thread thread = new Thread(() -> other.create("flag"));
        thread.start();
        thread.join();
        assertThat(heard).extracting(FlagChange::flag).containsExactly("flag");
    }

    /** Whichever of the two the store tells first. */
    @Test
    void anAnswerOfAnotherClientOnTheSameFlagIsHeard() {
        FeatureFlagClient last = FeatureFlagClient.open(store);
        List<FlagChange> heardByLast = new ArrayList<>();
        other.events().onExternalChange(change -> {
            if (change.after() != null && change.after().enabled()) {
                other.disable("flag");
            }
        });
        last.events().onExternalChange(heardByLast::add);
        client.create("flag");
        heardByLast.clear();

        client.enable("flag");
        assertThat(heard).extracting(change -> change.after().enabled()).containsExactly(false);
        heard.clear();
        last.enable("flag");
        assertThat(heardByLast.subList(2, 3))
                .extracting(change -> change.after().enabled())
                .containsExactly(false);
        assertThat(heardByLast).hasSize(3);
    }

    /** Its own change within its own change, and a change by somebody else between them. */
    @Test
    void anOwnAnswerToAnAnswerOnTheSameFlagIsSilent() {
        client.create("flag");
        other.events().onExternalChange(change -> {
            if (change.after().enabled()) {
                other.setClientData("flag", Map.of("a", 1));
                client.disable("flag");
            }
        });
        List<String> order = new ArrayList<>();
        client.events()
                .onExternalChange(change ->
                        order.add("external " + change.after().metadata().clientData()));
        client.events().on(EventType.POST_DISABLE, event -> order.add("disabled"));
        client.events().on(EventType.POST_ENABLE, event -> order.add("enabled"));
        client.enable("flag");
        assertThat(heard).hasSize(1);
        assertThat(order).containsExactly("disabled", "external {a=1}", "enabled");
    }

    @Test
    void isToldAfterTheChangeAndBeforeItsEvent() {
        client.create("flag");
        List<String> order = new ArrayList<>();
        other.events().onExternalChange(change -> {
            if (change.after().enabled()) {
                other.disable("flag");
                order.add("answered");
            }
        });
        client.events().onExternalChange(change -> order.add("external"));
        client.events().on(EventType.POST_ENABLE, event -> order.add("enabled"));
        client.enable("flag");
        assertThat(order).containsExactly("answered", "external", "enabled");
    }
}
