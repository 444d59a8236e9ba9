package dev.flipper.guide;

import dev.flipper.FlagFormatException;
import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;

/** The store of docs/stores.md. */
final class MapFeatureFlagStore implements FeatureFlagStore {

    private final ConcurrentMap<String, String> documents;

    MapFeatureFlagStore(ConcurrentMap<String, String> documents) {
        this.documents = documents;
    }

    @Override
    public FlagDefinition get(String name) {
        String document = documents.get(name);
        return document == null ? null : FlagDefinition.fromJson(document);
    }

    @Override
    public boolean create(FlagDefinition definition) {
        return documents.putIfAbsent(definition.name(), definition.toJson()) == null;
    }

    @Override
    public Change update(String name, UnaryOperator<FlagDefinition> change) {
        while (true) {
            String document = documents.get(name);
            if (document == null) {
                return null;
            }
            FlagDefinition before = FlagDefinition.fromJson(document);
            FlagDefinition after = before.changedBy(change); // refuses null and another name
            if (after.equals(before) || documents.replace(name, document, after.toJson())) {
                return new Change(before, after);
            }
        }
    }

    @Override
    public Change delete(String name) {
        String document = documents.remove(name);
        return document == null ? null : new Change(readable(document), null);
    }

    private static FlagDefinition readable(String document) {
        try {
            return FlagDefinition.fromJson(document);
        } catch (FlagFormatException e) {
            return null;
        }
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        documents.forEach((name, document) -> {
            FlagDefinition definition;
            try {
                definition = FlagDefinition.fromJson(document);
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
