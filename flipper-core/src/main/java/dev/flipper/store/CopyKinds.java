package dev.flipper.store;

import dev.flipper.setting.Setting;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The kinds of stores on the class path between which {@link CopyFlags} can copy. */
final class CopyKinds {

    /** Has no flags that were there before the command, or will be after it. */
    static final String MEMORY = "memory";

    /** More than there are; a loader that fails for ever must not keep the command busy for ever. */
    private static final int LIMIT = 1000;

    /**
     * A kind of stores.
     *
     * @param provider opens such stores
     * @param settings what they are made of
     */
    record Kind(FeatureFlagStoreProvider provider, List<Setting<?>> settings) {}

    private final Map<String, Kind> byName = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private CopyKinds() {}

    static CopyKinds load() {
        return load(
                ServiceLoader.load(FeatureFlagStoreProvider.class, FeatureFlagStoreProvider.class.getClassLoader()));
    }

    static CopyKinds load(Iterable<FeatureFlagStoreProvider> found) {
        CopyKinds kinds = new CopyKinds();
        Iterator<FeatureFlagStoreProvider> iterator = found.iterator();
        for (int i = 0; i < LIMIT && kinds.addNext(iterator); i++) {}
        kinds.byName.remove(MEMORY);
        return kinds;
    }

    /** One that cannot be loaded is a problem; the others are found all the same. */
    private boolean addNext(Iterator<FeatureFlagStoreProvider> iterator) {
        try {
            if (!iterator.hasNext()) {
                return false;
            }
            add(iterator.next());
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            problems.add("A provider of stores cannot be loaded: " + e
                    + (e.getCause() == null ? "" : ", because of " + e.getCause()));
        }
        return true;
    }

    private void add(FeatureFlagStoreProvider provider) {
        String name = provider.name();
        Kind other = byName.putIfAbsent(name, new Kind(provider, List.copyOf(provider.settings())));
        if (other != null) {
            problems.add("Two providers give the store '" + name + "': "
                    + other.provider().getClass().getName() + ", which is taken, and "
                    + provider.getClass().getName());
        }
    }

    @Nullable
    Kind find(String name) {
        return byName.get(name);
    }

    /** What is wrong with the class path; not every store needs to suffer from it. */
    List<String> problems() {
        return problems;
    }

    String unknown(String name) {
        if (name.equals(MEMORY)) {
            return "The store 'memory' ends with this command, and has no flags before it; give another store";
        }
        String known = byName.isEmpty() ? "none" : String.join(", ", byName.keySet());
        return "There is no store '" + name + "' on the class path. Known are: " + known
                + ". Flipper's own are in the artifacts dev.flipper:flipper-NAME-store: that of '" + name
                + "' would be flipper-" + name + "-store, with the jars that it needs";
    }
}
