package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.bucketing.Percentage;
import dev.flipper.bucketing.PercentageBucketer;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureFlagClientBuilderTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();

    @Test
    void hasUsualSettings() {
        FeatureFlagClient client = FeatureFlagClient.open(store);
        assertThat(client.name()).isEqualTo("default");
        assertThat(client.application()).isEmpty();
        assertThat(client.events()).isSameAs(client.events());
        assertThat(client).hasToString("FeatureFlagClient[default]");
    }

    @Test
    void theUsualChanceIsFair() {
        FeatureFlagClient client = FeatureFlagClient.open(store);
        client.create("flag", true);
        client.setBucketer("flag", new PercentageBucketer(Percentage.of(0.5)));
        long hits =
                IntStream.range(0, 1000).filter(i -> client.isEnabled("flag")).count();
        // Outside of this once in more than 10^20 runs.
        assertThat(hits).isBetween(350L, 650L);
    }

    @Test
    void usesTheGivenClockAndChance() {
        double[] chance = {0.4};
        RandomGenerator random = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("only doubles are asked for");
            }

            @Override
            public double nextDouble() {
                return chance[0];
            }
        };
        Instant[] now = {NOW};
        InstantSource clock = () -> now[0];
        FeatureFlagClient client = FeatureFlagClient.builder(store)
                .name("main")
                .application("shop")
                .clock(clock)
                .random(random)
                .build();
        assertThat(client.name()).isEqualTo("main");
        assertThat(client.application()).isEqualTo("shop");
        client.create("flag", true);
        assertThat(client.getMetadata("flag").createdDate()).isEqualTo(NOW);
        client.setBucketer("flag", new PercentageBucketer(Percentage.linearRamp(0, 1, Duration.ofSeconds(10), NOW)));
        assertThat(client.isEnabled("flag")).isFalse();
        now[0] = NOW.plusSeconds(4);
        assertThat(client.isEnabled("flag")).isTrue();
        chance[0] = 0.41;
        assertThat(client.isEnabled("flag")).isFalse();
    }

    @Test
    void whoeverLiesOnTheClassPathMayJoinIn() {
        FeatureFlagClient client = FeatureFlagClient.builder(store)
                .name(JoiningListener.CLIENT)
                .application("shop")
                .build();
        assertThat(client.getClientData(JoiningListener.FLAG)).isEqualTo(Map.of("application", "shop"));
    }

    @Test
    void refusesNulls() {
        FeatureFlagClientBuilder builder = FeatureFlagClient.builder(store);
        assertThatNullPointerException()
                .isThrownBy(() -> FeatureFlagClient.builder(null))
                .withMessage("store");
        assertThatNullPointerException()
                .isThrownBy(() -> FeatureFlagClient.open(null))
                .withMessage("store");
        assertThatNullPointerException().isThrownBy(() -> builder.name(null)).withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.application(null))
                .withMessage("application");
        assertThatNullPointerException().isThrownBy(() -> builder.clock(null)).withMessage("clock");
        assertThatNullPointerException().isThrownBy(() -> builder.random(null)).withMessage("random");
        assertThatNullPointerException().isThrownBy(() -> builder.events(null)).withMessage("events");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.serializedAs(null))
                .withMessage("replacement");
    }

    @Test
    void clientsOfOneBuilderHaveTheirOwnEvents() {
        FeatureFlagClientBuilder twice = FeatureFlagClient.builder(new MemoryFeatureFlagStore());
        assertThat(twice.build().events()).isNotSameAs(twice.build().events());
    }
}
