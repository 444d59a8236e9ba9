package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.event.EventType;
import dev.flipper.event.FlagChange;
import dev.flipper.event.FlagEvent;
import dev.flipper.event.FlagEventSubscriber;
import dev.flipper.event.FlagEvents;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CustomEmitterTest {

    /** Notes what it is given, and fails when it is told to. */
    private static final class Emitter implements FlagEvents {

        private final List<String> emitted = new ArrayList<>();
        private Error failure;
        private boolean failsBefore;

        @Override
        public void emit(FlagEvent event) {
            emitted.add(event.type() + " " + event.flag());
            if (failsBefore || !event.type().isPre()) {
                fail();
            }
        }

        @Override
        public void emitExternalChange(FlagChange change) {
            emitted.add("external " + change.flag());
            fail();
        }

        private void fail() {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public Subscription on(EventType type, Consumer<? super FlagEvent> listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void register(FlagEventSubscriber subscriber) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(FlagEventSubscriber subscriber) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription onExternalChange(Consumer<? super FlagChange> listener) {
            throw new UnsupportedOperationException();
        }
    }

    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
    private final Emitter emitter = new Emitter();
    private final FeatureFlagClient client =
            FeatureFlagClient.builder(store).events(emitter).build();

    @Test
    void isGivenEveryEvent() {
        assertThat(client.events()).isSameAs(emitter);
        client.create("flag");
        FeatureFlagClient.open(store).enable("flag");
        client.destroy("flag");
        assertThat(emitter.emitted)
                .containsExactly(
                        "PRE_CREATE flag",
                        "POST_CREATE flag",
                        "external flag",
                        "PRE_DESTROY flag",
                        "POST_DESTROY flag");
    }

    @Test
    void whatItThrowsBeforeStopsTheOperation() {
        client.create("flag");
        emitter.failsBefore = true;
        emitter.failure = new AssertionError();
        assertThat(catchThrowable(() -> client.enable("flag"))).isSameAs(emitter.failure);
        assertThat(store.get("flag").enabled()).isFalse();
    }

    @Test
    void whatItThrowsAfterwardsIsLoggedAndTheChangeStands() {
        client.create("flag");
        FeatureFlagClient other = FeatureFlagClient.open(store);
        emitter.failure = new AssertionError();
        try (LogCapture log = new LogCapture()) {
            client.enable("flag");
            assertThat(store.get("flag").enabled()).isTrue();
            other.disable("flag");
            assertThat(store.get("flag").enabled()).isFalse();
            assertThat(log.errors())
                    .containsExactly(
                            "The event emitter failed at POST_ENABLE of the flag 'flag'; the change stands",
                            "The event emitter failed at an external change of the flag 'flag'; the change stands");
        }
    }
}
