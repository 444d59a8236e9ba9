package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.json.CodePoints;
import dev.flipper.store.FlagDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Passing over all flags, and over pages of them. */
abstract class ListingContract extends ContentsContract {

    private static final int PASSES = 5;

    /** Creates them in random order; "f10" comes before "f2". Gives the names in order. */
    private List<String> createMany() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < manyFlags(); i++) {
            names.add("f" + i);
        }
        Collections.shuffle(names, new Random(manyFlags()));
        names.forEach(this::created);
        names.sort(CodePoints.ORDER);
        return names;
    }

    @Test
    void forEachMeetsEachFlagOnce() {
        List<String> names = createMany();
        Visits visits = Visits.ofAll(store);
        assertThat(visits.names()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(visits.unreadable()).isEmpty();
        eventually(second, () -> assertThat(Visits.ofAll(second).names()).containsExactlyInAnyOrderElementsOf(names));
    }

    @Test
    void pagesNeitherOverlapNorSkip() {
        List<String> names = createMany();
        // Few pages: a store that does not order by itself reads all flags for each of them.
        for (int limit : List.of(manyFlags() / 10 + 1, 100, manyFlags() - 1, manyFlags(), manyFlags() + 1)) {
            List<String> all = new ArrayList<>();
            for (int offset = 0; offset < names.size(); offset += limit) {
                List<String> page = Visits.ofPage(store, limit, offset).names();
                assertThat(page).as("list(%s, %s)", limit, offset).hasSize(Math.min(limit, names.size() - offset));
                all.addAll(page);
            }
            assertThat(all).as("pages of %s", limit).isEqualTo(names);
        }
    }

    @Test
    void pagesEndWithTheFlags() {
        List<String> names = createMany();
        int size = names.size();
        assertThat(Visits.ofPage(store, 0, 0).names()).isEmpty();
        assertThat(Visits.ofPage(store, 10, size).names()).isEmpty();
        assertThat(Visits.ofPage(store, 10, size + 10).names()).isEmpty();
        assertThat(Visits.ofPage(store, 10, size - 1).names()).containsExactly(names.get(size - 1));
        assertThat(Visits.ofPage(store, Integer.MAX_VALUE, 1).names()).isEqualTo(names.subList(1, size));
        assertThat(Visits.ofPage(store, Integer.MAX_VALUE, Integer.MAX_VALUE).names())
                .isEmpty();
    }

    @Test
    void listGivesTheFlagsAsStored() {
        definitions().forEach(this::created);
        List<String> expected = definitions().stream()
                .sorted((a, b) -> CodePoints.compare(a.name(), b.name()))
                .map(FlagDefinition::toJson)
                .toList();
        assertThat(Visits.ofPage(store, Integer.MAX_VALUE, 0).flags())
                .extracting(FlagDefinition::toJson)
                .isEqualTo(expected);
    }

    @Test
    void listFollowsWhatIsCreatedAndRemoved() {
        List<String> names = new ArrayList<>(List.of("Z", "a", "aa", "b"));
        names.forEach(this::created);
        assertThat(Visits.ofPage(store, 2, 1).names()).containsExactly("a", "aa");
        second.delete("a");
        second.create(flag("ab"));
        eventually(store, () -> assertThat(Visits.ofPage(store, 2, 1).names()).containsExactly("aa", "ab"));
    }

    /** Those that come and go may be met or not, the others are met, and nothing is met twice. */
    @Test
    void forEachMeetsWhatStaysWhileOthersComeAndGo() throws InterruptedException {
        List<String> staying = createMany();
        AtomicBoolean done = new AtomicBoolean();
        Race.runAll(patience(), List.of(() -> comeAndGo(done), () -> {
            try {
                for (int pass = 0; pass < PASSES; pass++) {
                    assertThat(Visits.ofAll(store).names())
                            .doesNotHaveDuplicates()
                            .containsAll(staying);
                }
            } finally {
                done.set(true);
            }
            return true;
        }));
    }

    private boolean comeAndGo(AtomicBoolean done) {
        for (int i = 0; !done.get(); i++) {
            String name = "f" + i % manyFlags() + "-passing";
            second.create(flag(name));
            second.delete(name);
        }
        return true;
    }
}
