package dev.flipper.store;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import dev.flipper.json.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One copying of flags, and what came of it. For one thread. */
final class FlagCopier {

    /** One failure may be a moment's; each may take the target's timeouts twice. */
    private static final int AWAY = 3;

    /** Far more than flags that fail for a reason of their own, and little work. */
    private static final int TAKES_NONE = 100;

    private final FeatureFlagStore source;
    private final FeatureFlagStore target;
    private final FeatureFlagStore targetOrigin;
    private final NavigableMap<String, FlagDefinition> waiting = new TreeMap<>(CodePoints.ORDER);
    private final NavigableMap<String, FlagFormatException> unreadableInSource = new TreeMap<>(CodePoints.ORDER);
    private final NavigableMap<String, FlagFormatException> unreadableInTarget = new TreeMap<>(CodePoints.ORDER);
    private final List<StoreException> failures = new ArrayList<>();
    private final StateWriter writer;
    private int created;
    private int replaced;
    private int kept;
    private int awayInARow;

    private FlagCopier(FeatureFlagStore source, FeatureFlagStore target) {
        this.source = WrappingStore.origin(Objects.requireNonNull(source, "source"));
        this.target = Objects.requireNonNull(target, "target");
        // As of the source: what a copy in this process says is not what the target has.
        this.targetOrigin = WrappingStore.origin(target);
        this.writer = new StateWriter(target, unreadableInTarget::put);
    }

    /** Creates what is missing. Throws only what {@link #read} does. */
    static FlagCopier missing(FeatureFlagStore source, FeatureFlagStore target) {
        FlagCopier copier = new FlagCopier(source, target);
        copier.copy(copier::createIfMissing);
        return copier;
    }

    /** Creates what is missing, and replaces what differs. Throws only what {@link #read} does. */
    static FlagCopier all(FeatureFlagStore source, FeatureFlagStore target) {
        FlagCopier copier = new FlagCopier(source, target);
        copier.copy(copier::createOrReplace);
        return copier;
    }

    private void copy(Consumer<FlagDefinition> step) {
        read();
        Map.Entry<String, FlagDefinition> next = waiting.firstEntry();
        while (next != null && !isInVain()) {
            attempt(next.getValue(), step);
            waiting.remove(next.getKey());
            next = waiting.firstEntry();
        }
    }

    /** All before the first is written: a store may hold a connection or a lock while it is visited. */
    private void read() {
        if (source == targetOrigin) {
            throw new IllegalArgumentException(
                    "The flags of a store cannot be copied into the same store: " + source + "; give another target");
        }
        try {
            source.forEach(new Reading());
        } catch (StoreException e) {
            throw e;
        } catch (Throwable e) {
            throw new StoreException("The source (" + source + ") failed to list its flags: " + e, e);
        }
    }

    /** Collects the source's entries. One that is changed meanwhile may be met twice, and counts as it is met last. */
    private final class Reading implements FlagVisitor {

        @Override
        public void flag(FlagDefinition definition) {
            waiting.put(definition.name(), definition);
            unreadableInSource.remove(definition.name());
        }

        @Override
        public void unreadable(String name, FlagFormatException problem) {
            unreadableInSource.put(name, problem);
            waiting.remove(name);
        }
    }

    private void attempt(FlagDefinition flag, Consumer<FlagDefinition> step) {
        try {
            step.accept(flag);
            awayInARow = 0;
        } catch (Throwable e) {
            // Errors too: one flag must not hide the others, whatever the store throws.
            String problem = e instanceof StoreException ? String.valueOf(e.getMessage()) : e.toString();
            failures.add(new StoreException("Copying the flag '" + flag.name() + "' failed: " + problem, e));
            awayInARow = targetAnswers(flag.name()) ? 0 : awayInARow + 1;
        }
    }

    private void createIfMissing(FlagDefinition flag) {
        if (target.create(flag)) {
            created++;
            return;
        }
        try {
            targetOrigin.get(flag.name());
        } catch (FlagFormatException e) {
            unreadableInTarget.put(flag.name(), e);
        }
        kept++;
    }

    private void createOrReplace(FlagDefinition flag) {
        FlagDefinition before = writer.writeIfDifferent(flag.name(), flag).before();
        if (flag.equals(before)) {
            kept++;
        } else if (before != null || unreadableInTarget.containsKey(flag.name())) {
            replaced++;
        } else {
            created++;
        }
    }

    private boolean targetAnswers(String flag) {
        try {
            targetOrigin.get(flag);
            return true;
        } catch (FlagFormatException e) {
            return true;
        } catch (Throwable e) {
            // Why, the failure before has told.
            return false;
        }
    }

    private boolean isInVain() {
        return awayInARow >= AWAY || (failures.size() >= TAKES_NONE && created + replaced + kept == 0);
    }

    /**
     * Gives what was done.
     *
     * @throws StoreException if flags could not be written
     */
    FlagCopyResult result() {
        if (!failures.isEmpty()) {
            throw failure();
        }
        return new FlagCopyResult(
                created,
                replaced,
                kept,
                List.copyOf(unreadableInSource.keySet()),
                List.copyOf(unreadableInTarget.keySet()));
    }

    private StoreException failure() {
        StoreException failure = new StoreException(
                "Not all flags are copied into " + target + ": " + counts() + ". The first failure: "
                        + failures.get(0).getMessage(),
                null);
        failures.forEach(failure::addSuppressed);
        return failure;
    }

    /** What was done, and what not, in words. */
    String counts() {
        StringBuilder counts = new StringBuilder();
        counts.append(created).append(" created, ").append(replaced).append(" replaced, ");
        counts.append(kept).append(" kept");
        if (!failures.isEmpty()) {
            counts.append(", ").append(failures.size()).append(" failed");
        }
        if (untried() > 0) {
            counts.append(", ").append(untried()).append(" not tried any more");
        }
        return counts.toString();
    }

    /** How many flags were left when it turned out to be in vain. */
    int untried() {
        return waiting.size();
    }

    Map<String, FlagFormatException> unreadableInSource() {
        return unreadableInSource;
    }

    Map<String, FlagFormatException> unreadableInTarget() {
        return unreadableInTarget;
    }

    List<StoreException> failures() {
        return failures;
    }

    /** Whether the source had nothing at all, as an address that leads elsewhere has. */
    boolean foundNothing() {
        return created + replaced + kept + failures.size() + untried() + unreadableInSource.size() == 0;
    }
}
