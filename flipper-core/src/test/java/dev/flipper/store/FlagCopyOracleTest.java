package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random stores, some entries of which cannot be read, copied and compared with what a loop over maps makes of them.
 */
class FlagCopyOracleTest {

    private static final List<String> NAMES = List.of("a", "b", "\uff5e", "😀", "a/b", "");
    private static final String BROKEN = "{";
    private static final int ROUNDS = 1000;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void doesWhatALoopOverMapsDoes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            Map<String, String> from = texts(random);
            Map<String, String> to = texts(random);
            TextStore source = store(from);
            TextStore target = store(to);
            boolean replace = random.nextBoolean();
            String step =
                    "seed " + seed + ", round " + i + (replace ? ", all" : ", missing") + " from " + from + " to " + to;
            FlagCopyResult result = replace ? FlagCopy.all(source, target) : FlagCopy.missing(source, target);
            Expected expected = new Expected();
            from.forEach((name, text) -> expected.copy(name, text, to, replace));
            assertThat(texts(target)).as(step).isEqualTo(to);
            assertThat(texts(source)).as(step).isEqualTo(from);
            assertThat(List.of(result.created(), result.replaced(), result.kept()))
                    .as(step)
                    .containsExactly(expected.created, expected.replaced, expected.kept);
            assertThat(List.of(
                            result.unreadableInSource().size(),
                            result.unreadableInTarget().size()))
                    .as(step)
                    .containsExactly(expected.unreadableInSource, expected.unreadableInTarget);
        }
    }

    private static Map<String, String> texts(Random random) {
        Map<String, String> texts = new HashMap<>();
        for (String name : NAMES) {
            int kind = random.nextInt(6);
            if (kind < 4) {
                texts.put(name, kind == 0 ? BROKEN : flag(name, kind).toJson());
            }
        }
        return texts;
    }

    private static TextStore store(Map<String, String> texts) {
        TextStore store = new TextStore();
        texts.forEach(store::put);
        return store;
    }

    private static Map<String, String> texts(TextStore store) {
        Map<String, String> texts = new HashMap<>();
        for (String name : NAMES) {
            if (store.text(name) != null) {
                texts.put(name, store.text(name));
            }
        }
        return texts;
    }

    private static final class Expected {
        private int created;
        private int replaced;
        private int kept;
        private int unreadableInSource;
        private int unreadableInTarget;

        void copy(String name, String text, Map<String, String> to, boolean replace) {
            String there = to.get(name);
            if (text.equals(BROKEN)) {
                unreadableInSource++;
                return;
            }
            if (BROKEN.equals(there)) {
                unreadableInTarget++;
            }
            if (there == null) {
                created++;
            } else if (replace && !there.equals(text)) {
                replaced++;
            } else {
                kept++;
                return;
            }
            to.put(name, text);
        }
    }
}
