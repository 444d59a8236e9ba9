package dev.flipper.testsuite.app;

import dev.flipper.store.Change;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.lang.System.Logger.Level;
import java.util.function.UnaryOperator;

/** Logs its life, for tests outside the server. */
public class LoggedStore implements FeatureFlagStore {

    private final MemoryFeatureFlagStore flags = new MemoryFeatureFlagStore();
    private final String name;

    public LoggedStore(String name) {
        this.name = name;
        log("opened");
    }

    protected void log(String what) {
        System.getLogger(LoggedStore.class.getName()).log(Level.INFO, "Store " + name + " " + what);
    }

    @Override
    public FlagDefinition get(String flag) {
        return flags.get(flag);
    }

    @Override
    public boolean create(FlagDefinition definition) {
        return flags.create(definition);
    }

    @Override
    public Change update(String flag, UnaryOperator<FlagDefinition> change) {
        return flags.update(flag, change);
    }

    @Override
    public Change delete(String flag) {
        return flags.delete(flag);
    }

    @Override
    public void forEach(FlagVisitor visitor) {
        flags.forEach(visitor);
    }

    @Override
    public void close() {
        log("closed");
    }
}
