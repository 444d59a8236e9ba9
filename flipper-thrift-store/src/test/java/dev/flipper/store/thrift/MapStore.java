package dev.flipper.store.thrift;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.FlagFormatException;
import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;

/** Keeps texts, which need not be flags, and tells of nothing. */
class MapStore implements FeatureFlagStore {

    final ConcurrentMap<String, String> texts = new ConcurrentHashMap<>();

    @Override
    public FlagDefinition get(String name) {
        return read(name, texts.get(name));
    }

    private static FlagDefinition read(String name, String text) {
        return text == null ? null : FlagDefinition.fromStored(name, text.getBytes(UTF_8));
    }

    @Override
    public boolean create(FlagDefinition definition) {
        return texts.putIfAbsent(definition.name(), definition.toJson()) == null;
    }

    @Override
    public Change update(String name, UnaryOperator<FlagDefinition> change) {
        while (true) {
            String text = texts.get(name);
            if (text == null) {
                return null;
            }
            FlagDefinition before = read(name, text);
            FlagDefinition after = before.changedBy(change);
            if (texts.replace(name, text, after.toJson())) {
                return new Change(before, after);
            }
        }
    }

    @Override
    public Change delete(String name) {
        String text = texts.remove(name);
        try {
            return text == null ? null : new Change(read(name, text), null);
        } catch (FlagFormatException e) {
            return new Change(null, null);
        }
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        texts.forEach((name, text) -> {
            FlagDefinition definition;
            try {
                definition = read(name, text);
            } catch (FlagFormatException e) {
                visitor.unreadable(name, e);
                return;
            }
            visitor.flag(definition);
        });
    }

    @Override
    public void close() {}
}
