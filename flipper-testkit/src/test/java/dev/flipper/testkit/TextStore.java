package dev.flipper.testkit;

import dev.flipper.FlagFormatException;
import dev.flipper.Subscription;
import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.StoreListener;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Keeps the contract as simply as it can be kept: everything under one lock, and hints once it is released. */
class TextStore implements FeatureFlagStore {

    protected final TextBackend backend;

    TextStore(TextBackend backend) {
        this.backend = backend;
    }

    @Override
    public FlagDefinition get(String name) {
        String text;
        synchronized (backend) {
            text = backend.texts.get(Objects.requireNonNull(name));
        }
        return text == null ? null : FlagDefinition.fromJson(text);
    }

    @Override
    public boolean create(FlagDefinition definition) {
        synchronized (backend) {
            if (backend.texts.putIfAbsent(definition.name(), definition.toJson()) != null) {
                return false;
            }
        }
        tell(definition.name(), new Change(null, definition));
        return true;
    }

    @Override
    public Change update(String name, UnaryOperator<FlagDefinition> change) {
        Change done;
        synchronized (backend) {
            FlagDefinition before = get(name);
            if (before == null) {
                return null;
            }
            done = new Change(before, before.changedBy(change));
            backend.texts.put(name, done.after().toJson());
        }
        if (!Objects.equals(done.before(), done.after())) {
            tell(name, done);
        }
        return done;
    }

    @Override
    public Change delete(String name) {
        String text;
        synchronized (backend) {
            text = backend.texts.remove(Objects.requireNonNull(name));
        }
        if (text == null) {
            return null;
        }
        Change done = new Change(readable(text), null);
        tell(name, done);
        return done;
    }

    private static FlagDefinition readable(String text) {
        try {
            return FlagDefinition.fromJson(text);
        } catch (FlagFormatException e) {
            return null;
        }
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        Map<String, String> copy;
        synchronized (backend) {
            copy = new TreeMap<>(backend.texts);
        }
        copy.forEach((name, text) -> {
            FlagDefinition definition;
            try {
                definition = FlagDefinition.fromJson(text);
            } catch (FlagFormatException e) {
                visitor.unreadable(name, e);
                return;
            }
            visitor.flag(definition);
        });
    }

    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        StoreListener guarded = new GuardedListener(listener);
        backend.listeners.add(guarded);
        guarded.connected();
        return Optional.of(() -> backend.listeners.remove(guarded));
    }

    /** Tells all listeners of the backend, whichever store they came through. */
    void tell(String name, Change change) {
        backend.listeners.forEach(listener -> listener.changed(name));
    }

    @Override
    public void close() {}

    /** Compared by identity; lets nothing through that the listener throws. */
    private static final class GuardedListener implements StoreListener {

        private final StoreListener listener;

        GuardedListener(StoreListener listener) {
            this.listener = listener;
        }

        @Override
        public void connected() {
            guarded(listener::connected);
        }

        @Override
        public void changed(String flag) {
            guarded(() -> listener.changed(flag));
        }

        @Override
        public void changed(String flag, Change change) {
            guarded(() -> listener.changed(flag, change));
        }

        private static void guarded(Runnable call) {
            try {
                call.run();
            } catch (PlannedFailure expected) {
                // What the contract throws; anything else is a defect in these tests.
            }
        }
    }
}
