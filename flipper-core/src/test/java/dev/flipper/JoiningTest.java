package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.setting.Setting;
import dev.flipper.setting.Settings;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Parts that join in after a client has been opened. */
@Timeout(30)
class JoiningTest {

    private static final Setting<String> MOOD = Setting.text("part.mood");

    private final List<String> notes = new ArrayList<>();
    private final FeatureFlagClient client = FeatureFlagClient.builder(new MemoryFeatureFlagStore())
            .settings(Settings.of(Map.of("part.mood", "gaily")))
            .build();

    /** Equal are parts of one name. */
    private class Part implements FeatureFlagClientListener {

        private final String name;
        private final String number;

        Part(String name, String number) {
            this.name = name;
            this.number = number;
        }

        @Override
        public void opened(FeatureFlagClient opened, Settings settings) {
            notes.add(this + " joins " + settings.get(MOOD).orElseThrow());
            if (name.equals("bad")) {
                throw new IllegalArgumentException("no room");
            }
        }

        @Override
        public void closed(FeatureFlagClient closing) {
            assertThat(closing.list()).isEmpty();
            notes.add(this + " leaves");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Part part && name.equals(part.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        @Override
        public String toString() {
            return name + number;
        }
    }

    @Test
    void leavesWithTheClient() {
        client.join(new Part("a", "1"));
        client.join(new Part("b", "1"));
        client.close();
        assertThat(notes).containsExactly("a1 joins gaily", "b1 joins gaily", "b1 leaves", "a1 leaves");
    }

    @Test
    void leavesOnceWhenTold() {
        Subscription subscription = client.join(new Part("a", "1"));
        subscription.close();
        subscription.close();
        client.close();
        assertThat(notes).containsExactly("a1 joins gaily", "a1 leaves");
    }

    @Test
    void ofEqualPartsOneJoins() {
        client.join(new Part("a", "1"));
        Subscription second = client.join(new Part("a", "2"));
        assertThat(notes).containsExactly("a1 joins gaily");
        second.close();
        assertThat(notes).containsExactly("a1 joins gaily", "a1 leaves");
        client.join(new Part("a", "3"));
        second.close();
        client.close();
        assertThat(notes).containsExactly("a1 joins gaily", "a1 leaves", "a3 joins gaily", "a3 leaves");
    }

    @Test
    void hasNotJoinedIfItFails() {
        assertRefused();
        assertRefused();
        client.close();
        assertThat(notes).containsExactly("bad1 joins gaily", "bad1 leaves", "bad1 joins gaily", "bad1 leaves");
    }

    private void assertRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.join(new Part("bad", "1")))
                .withMessage("no room");
    }

    @Test
    void cannotJoinAClientThatIsClosed() {
        client.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> client.join(new Part("a", "1")))
                .withMessage("Nothing can join in any more: the client 'default' is closed");
        assertThat(notes).isEmpty();
    }

    @Test
    void noneOpensOnceAnotherHasClosedTheClient() {
        AtomicReference<ClientLifecycle> lifecycle = new AtomicReference<>();
        Part first = new Part("a", "1") {
            @Override
            public void opened(FeatureFlagClient opened, Settings settings) {
                super.opened(opened, settings);
                lifecycle.get().leave();
            }
        };
        Settings settings = Settings.of(Map.of("part.mood", "gaily"));
        lifecycle.set(new ClientLifecycle(
                client, new MemoryFeatureFlagStore(), settings, List.of(first, new Part("b", "1"))));
        Problems problems = new Problems("main", InstantSource.system());
        lifecycle.get().open(new OwnWrites(change -> {}, problems));
        assertThat(notes).containsExactly("a1 joins gaily", "a1 leaves");
    }

    @Test
    void hasNoSettingsUnlessItSaysSo() {
        assertThat(new Part("a", "1").settings()).isEmpty();
        assertThatNullPointerException().isThrownBy(() -> client.join(null));
    }
}
