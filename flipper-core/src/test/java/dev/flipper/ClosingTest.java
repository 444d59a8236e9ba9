package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.flipper.bucketing.BucketingEnvironment;
import dev.flipper.event.FlagEvents;
import dev.flipper.setting.Settings;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.TextStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;

class ClosingTest {

    @Test
    void closesTheStoreOnce() {
        TextStore store = new TextStore();
        FeatureFlagClient client = FeatureFlagClient.open(store);
        assertThat(store.closings()).isZero();
        client.close();
        client.close();
        assertThat(store.closings()).isEqualTo(1);
    }

    @Test
    void managementTellsThatTheClientIsClosed() {
        FeatureFlagClient client = FeatureFlagClient.builder(new MemoryFeatureFlagStore())
                .name("main")
                .build();
        client.create("flag", true);
        client.close();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> client.disable("flag"))
                .withMessage("Cannot read the flag 'flag': the client 'main' is closed")
                .withNoCause();
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> client.exists("flag"));
        assertThatExceptionOfType(StoreException.class).isThrownBy(client::list);
        assertThat(client.isEnabled("flag"))
                .as("as long as the store still answers")
                .isTrue();
    }

    @Test
    void hearsOfNoFurtherChanges() {
        MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
        FeatureFlagClient client = FeatureFlagClient.open(store);
        List<Object> heard = new ArrayList<>();
        client.events().onExternalChange(heard::add);
        client.close();
        store.create(FlagDefinition.of("flag", true, Instant.EPOCH, Map.of()));
        assertThat(heard).isEmpty();
    }

    private record Noter(String name, List<String> notes, RuntimeException failure)
            implements FeatureFlagClientListener {
        @Override
        public void opened(FeatureFlagClient client, Settings settings) {
            notes.add(name + " opened " + client.name());
            fail();
        }

        @Override
        public void closed(FeatureFlagClient client) {
            notes.add(name + " closed " + client.name());
            fail();
        }

        private void fail() {
            if (failure != null) {
                throw failure;
            }
        }
    }

    private static FeatureFlagClient open(TextStore store, Iterable<FeatureFlagClientListener> listeners) {
        BucketingEnvironment environment =
                new BucketingEnvironment(InstantSource.system(), new Random(1), Map.of(), (name, failure) -> {});
        return new DefaultFeatureFlagClient(
                        new ClientIdentity("main", "", null),
                        store,
                        environment,
                        List.of(),
                        new Problems("main", InstantSource.system()),
                        Thread::new,
                        FlagEvents.create(),
                        Settings.of(Map.of()),
                        listeners)
                .start();
    }

    /** As ServiceLoader does where a services file names a class that is not there. */
    @Test
    void aPartThatCannotBeFoundKeepsNoClientFromOpening() {
        Iterable<FeatureFlagClientListener> broken = () -> {
            throw new ServiceConfigurationError("no such class");
        };
        TextStore store = new TextStore();
        try (LogCapture log = new LogCapture()) {
            FeatureFlagClient client = open(store, broken);
            assertThat(client.exists("flag")).isFalse();
            assertThat(log.errors()).containsExactly("Client 'main': looking for parts that join in failed");
        }
    }

    @Test
    void listenersHearOfOpeningAndInReverseOfClosing() {
        List<String> notes = new ArrayList<>();
        TextStore store = new TextStore();
        FeatureFlagClient client = open(store, List.of(new Noter("a", notes, null), new Noter("b", notes, null)));
        assertThat(notes).containsExactly("a opened main", "b opened main");
        store.beforeEachCall(() -> notes.add("store called"));
        client.close();
        client.close();
        assertThat(notes.subList(2, notes.size())).containsExactly("b closed main", "a closed main", "store called");
    }

    @Test
    void listenersThatFailAreLoggedAndHinderNobody() {
        List<String> notes = new ArrayList<>();
        IllegalStateException failure = new IllegalStateException("no MBean server");
        TextStore store = new TextStore();
        try (LogCapture log = new LogCapture()) {
            FeatureFlagClient client =
                    open(store, List.of(new Noter("a", notes, failure), new Noter("b", notes, null)));
            client.create("flag");
            client.close();
            assertThat(notes).containsExactly("a opened main", "b opened main", "b closed main", "a closed main");
            assertThat(store.closings()).isEqualTo(1);
            String message = "Client 'main': dev.flipper.ClosingTest$Noter failed";
            assertThat(log.errors()).containsExactly(message, message);
            assertThat(log.thrown()).containsExactly(failure, failure);
        }
    }
}
