package dev.flipper.testkit;

import dev.flipper.store.StoreListener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What several stores share as if they were in processes of their own: texts, and who is told of changes. */
final class TextBackend {

    /** Guarded by this. */
    final Map<String, String> texts = new HashMap<>();

    final List<StoreListener> listeners = new CopyOnWriteArrayList<>();

    void putSilently(String name, String text) {
        synchronized (this) {
            texts.put(name, text);
        }
    }

    void put(String name, String text) {
        putSilently(name, text);
        listeners.forEach(listener -> listener.changed(name));
    }
}
