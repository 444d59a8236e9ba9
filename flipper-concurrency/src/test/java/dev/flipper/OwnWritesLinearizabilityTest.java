package dev.flipper;

import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** Whatever other threads write, each hears of exactly those changes that are not its own. */
@Param(name = "flag", gen = IntGen.class, conf = "0:1")
public final class OwnWritesLinearizabilityTest extends Interleavings {

    private static final Problems PROBLEMS = new Problems("main", InstantSource.system());
    private static final FlagDefinition[] FLAGS = {flag("a"), flag("b")};

    private final Map<Thread, Integer> heard = new ConcurrentHashMap<>();
    private final OwnWrites ownWrites =
            new OwnWrites(change -> heard.merge(Thread.currentThread(), 1, Integer::sum), PROBLEMS);

    private static FlagDefinition flag(String name) {
        return FlagDefinition.of(name, true, Instant.EPOCH, Map.of());
    }

    private void changed(int flag, Change change) {
        ownWrites.changed(FLAGS[flag].name(), change);
    }

    private static Change created(int flag) {
        return new Change(null, FLAGS[flag]);
    }

    private static Change removed(int flag) {
        return new Change(FLAGS[flag], null);
    }

    private int heard(Runnable action) {
        heard.remove(Thread.currentThread());
        action.run();
        return heard.getOrDefault(Thread.currentThread(), 0);
    }

    private Change write(int flag, boolean lateNews) {
        return ownWrites.write(
                FLAGS[flag].name(),
                () -> {
                    if (lateNews) {
                        changed(flag, removed(flag));
                    }
                    changed(flag, created(flag));
                    return created(flag);
                },
                UnaryOperator.identity());
    }

    @Operation(params = "flag")
    public int ownChange(int flag) {
        return heard(() -> write(flag, false));
    }

    @Operation(params = "flag")
    public int ownChangeAfterLateNews(int flag) {
        return heard(() -> write(flag, true));
    }

    @Operation(params = "flag")
    public int othersChange(int flag) {
        return heard(() -> changed(flag, removed(flag)));
    }

    @Override
    protected Class<?> specification() {
        return Expected.class;
    }

    public static final class Expected {

        public int ownChange(int flag) {
            return 0;
        }

        public int ownChangeAfterLateNews(int flag) {
            return 1;
        }

        public int othersChange(int flag) {
            return 1;
        }
    }
}
