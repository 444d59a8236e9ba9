package dev.flipper.store;

import dev.flipper.FlagFormatException;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A store of texts, as most backends are: a text may be no flag. Overrides nothing that the interface gives, and runs
 * what a test tells it to before each call, for example to fail.
 */
public class TextStore implements FeatureFlagStore {

    private final NavigableMap<String, String> texts = new TreeMap<>();
    private Runnable beforeEachCall = () -> {};
    private int closings;

    public synchronized TextStore put(String name, String text) {
        texts.put(name, text);
        return this;
    }

    public synchronized String text(String name) {
        return texts.get(name);
    }

    public synchronized void beforeEachCall(Runnable action) {
        beforeEachCall = action;
    }

    public synchronized void failWith(RuntimeException failure) {
        beforeEachCall(() -> {
            throw failure;
        });
    }

    public synchronized void recover() {
        beforeEachCall(() -> {});
    }

    public synchronized int closings() {
        return closings;
    }

    @Override
    public synchronized FlagDefinition get(String name) {
        beforeEachCall.run();
        return texts.containsKey(name) ? FlagDefinition.fromJson(texts.get(name)) : null;
    }

    @Override
    public synchronized boolean create(FlagDefinition definition) {
        beforeEachCall.run();
        return texts.putIfAbsent(definition.name(), definition.toJson()) == null;
    }

    @Override
    public synchronized Change update(String name, UnaryOperator<FlagDefinition> change) {
        FlagDefinition before = get(name);
        if (before == null) {
            return null;
        }
        // Once for nothing, as after a conflict with another writer.
        before.changedBy(change);
        FlagDefinition after = before.changedBy(change);
        texts.put(name, after.toJson());
        return new Change(before, after);
    }

    @Override
    public synchronized Change delete(String name) {
        beforeEachCall.run();
        String removed = texts.remove(name);
        if (removed == null) {
            return null;
        }
        try {
            return new Change(FlagDefinition.fromJson(removed), null);
        } catch (FlagFormatException e) {
            return new Change(null, null);
        }
    }

    @Override
    public synchronized void forEach(FlagVisitor visitor) {
        beforeEachCall.run();
        texts.descendingMap().forEach((name, text) -> {
            try {
                visitor.flag(FlagDefinition.fromJson(text));
            } catch (FlagFormatException e) {
                visitor.unreadable(name, e);
            }
        });
    }

    @Override
    public synchronized void close() {
        closings++;
        beforeEachCall.run();
    }
}
