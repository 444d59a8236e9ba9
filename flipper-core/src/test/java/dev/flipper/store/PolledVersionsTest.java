package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolledVersionsTest {

    private final PolledVersions<Integer> versions = new PolledVersions<>();

    private Set<String> changes(Map<String, Integer> now) {
        return versions.changes(() -> now).orElseThrow();
    }

    @Test
    void atFirstEverythingMayHaveChanged() {
        assertThat(versions.changes(() -> Map.of("A", 1))).isEmpty();
        assertThat(versions.changes(() -> Map.of("A", 1))).hasValue(Set.of());
    }

    @Test
    void whatDiffersFromTheLastLookHasChanged() {
        versions.changes(() -> Map.of("SAME", 1, "OTHER", 1, "GONE", 1));
        assertThat(changes(Map.of("SAME", 1, "OTHER", 2, "NEW", 1))).containsExactlyInAnyOrder("OTHER", "GONE", "NEW");
        assertThat(changes(Map.of("SAME", 1, "OTHER", 2, "NEW", 1))).isEmpty();
    }

    @Test
    void whatCameAndWentBetweenTwoLooksHasChangedForWhoeverWasShownIt() {
        versions.changes(Map::of);
        versions.shown("OF_A_VERSION", 1);
        versions.shown("OF_ANY");
        assertThat(changes(Map.of())).containsExactlyInAnyOrder("OF_A_VERSION", "OF_ANY");
        assertThat(changes(Map.of())).isEmpty();
    }

    @Test
    void whatChangedToAndFroHasChangedForWhoeverWasShownItInBetween() {
        Map<String, Integer> now = Map.of("A", 1, "B", 1, "C", 1, "D", 1);
        versions.changes(() -> now);
        versions.shown("A", 2);
        versions.shownAbsent("B");
        versions.shown("C", 1);
        versions.shown("D", 1);
        versions.shown("D", 2);
        versions.shown("D", 1);
        assertThat(changes(now)).containsExactlyInAnyOrder("A", "B", "D");
        assertThat(changes(now)).isEmpty();
    }

    /** Whoever reads all takes what is missing for removed. */
    @Test
    void whatWasAwayWhileAllWereShownHasChanged() {
        versions.shownOnly(Set.of());
        Map<String, Integer> now = Map.of("A", 1, "B", 1);
        versions.changes(() -> now);
        versions.shownOnly(Set.of("A", "NEW"));
        assertThat(changes(now)).containsExactly("B");
        versions.shownOnly(Set.of("A", "B"));
        assertThat(changes(now)).isEmpty();
    }

    /** Else every look would make a listener read what he has been told of, and so every look the next. */
    @Test
    void whatWasShownAsItIsHasNotChanged() {
        Map<String, Integer> now = Map.of("A", 1);
        versions.changes(() -> now);
        versions.shown("A", 1);
        versions.shown("A");
        versions.shownAbsent("UNKNOWN");
        assertThat(changes(now)).containsExactly("A");
        versions.shown("A");
        assertThat(changes(now)).isEmpty();
        versions.shown("A", 1);
        assertThat(changes(now)).isEmpty();
    }

    @Test
    void whatIsShownDuringALookCountsForTheNext() {
        versions.changes(Map::of);
        assertThat(versions.changes(() -> {
                    versions.shown("A");
                    return Map.of();
                }))
                .hasValue(Set.of());
        assertThat(changes(Map.of())).containsExactly("A");
    }

    @Test
    void whatIsShownDuringTheFirstLookCountsToo() {
        versions.changes(() -> {
            versions.shown("A");
            return Map.of();
        });
        assertThat(changes(Map.of())).containsExactly("A");
    }

    @Test
    void aLookThatFailsLosesNothing() {
        versions.changes(() -> Map.of("A", 1));
        versions.shown("B");
        assertThatThrownBy(() -> versions.changes(() -> {
                    throw new IOException("away");
                }))
                .isInstanceOf(IOException.class);
        assertThat(changes(Map.of("A", 2))).containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void whatIsForgottenIsLookedAtAsAtFirst() {
        versions.changes(() -> Map.of("A", 1));
        versions.shown("B");
        versions.forget();
        versions.shown("C");
        assertThat(versions.changes(Map::of)).isEmpty();
        assertThat(changes(Map.of())).isEmpty();
    }

    /**
     * A listener that reads a flag whenever it is told of it knows it after the next look, whatever happens between.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whoReadsWhatHeIsToldOfKnowsHowItIs(long seed) {
        Random random = new Random(seed);
        Map<String, Integer> stored = new HashMap<>();
        Map<String, Integer> known = new HashMap<>();
        assertThat(versions.changes(() -> Map.copyOf(stored))).isEmpty();
        for (int step = 0; step < 2000; step++) {
            String flag = List.of("A", "B", "C").get(random.nextInt(3));
            switch (random.nextInt(4)) {
                case 0 -> stored.remove(flag);
                case 1 -> stored.put(flag, random.nextInt(3));
                case 2 -> read(flag, stored, known);
                default -> {
                    Optional<Set<String>> changed = versions.changes(() -> Map.copyOf(stored));
                    changed.orElseThrow().forEach(told -> read(told, stored, known));
                    assertThat(known).as("step %d of seed %d", step, seed).isEqualTo(stored);
                }
            }
        }
    }

    private void read(String flag, Map<String, Integer> stored, Map<String, Integer> known) {
        Integer version = stored.get(flag);
        if (version == null) {
            versions.shownAbsent(flag);
            known.remove(flag);
        } else {
            versions.shown(flag, version);
            known.put(flag, Objects.requireNonNull(version));
        }
    }
}
