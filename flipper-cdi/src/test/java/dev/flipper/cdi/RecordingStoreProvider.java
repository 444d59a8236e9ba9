package dev.flipper.cdi;

import dev.flipper.StoreException;
import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.StoreSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens memory stores and writes down their life: found by the settings, as a store of another module would be. */
public final class RecordingStoreProvider implements FeatureFlagStoreProvider {

    private static final Setting<String> URI = Setting.text("recording.uri");
    private static final Setting<String> REFUSED = Setting.text("recording.refuse");
    private static final Setting<String> EXISTING = Setting.text("recording.existing");
    private static final Setting<String> SHARED = Setting.text("recording.shared");
    private static final Setting<String> FAILURE = Setting.text("recording.failure");

    /** Static because the service loader makes the provider; each test clears it. */
    static final List<String> LIFE = new CopyOnWriteArrayList<>();

    static final AtomicInteger READS = new AtomicInteger();

    /** Static for the same reason. */
    private static MemoryFeatureFlagStore shared = new MemoryFeatureFlagStore();

    /** Gives a new store, which clients with the setting {@code recording.shared} have from now on. */
    static MemoryFeatureFlagStore shared() {
        shared = new MemoryFeatureFlagStore();
        return shared;
    }

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(URI, REFUSED, EXISTING, FAILURE, SHARED);
    }

    @Override
    public FeatureFlagStore open(StoreSettings settings) {
        settings.get(FAILURE).ifPresent(message -> {
            throw new IllegalArgumentException(message);
        });
        LIFE.add("opened " + settings.get(URI).orElse("nothing"));
        String refused = settings.get(REFUSED).orElse("");
        MemoryFeatureFlagStore memory = settings.get(SHARED).isPresent() ? shared : new MemoryFeatureFlagStore();
        settings.get(EXISTING)
                .ifPresent(flag -> memory.create(FlagDefinition.of(flag, false, Instant.EPOCH, Map.of())));
        return (FeatureFlagStore) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {FeatureFlagStore.class},
                (proxy, method, arguments) -> call(memory, refused, method, arguments));
    }

    private static Object call(MemoryFeatureFlagStore memory, String refused, Method method, Object[] arguments)
            throws Throwable {
        if (method.getName().equals("create")
                && ((FlagDefinition) arguments[0]).name().equals(refused)) {
            throw new StoreException("the store is full", null);
        }
        switch (method.getName()) {
            case "close" -> LIFE.add("closed");
            case "get" -> READS.incrementAndGet();
            // As of a store in another process.
            case "slot" -> {
                return null;
            }
            default -> {}
        }
        try {
            return method.invoke(memory, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
