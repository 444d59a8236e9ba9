package dev.flipper.store.thrift;

import dev.flipper.FlagFormatException;
import dev.flipper.FlagNames;
import dev.flipper.json.Json;
import dev.flipper.json.JsonCursor;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.thrift.idl.ErrorCode;
import dev.flipper.store.thrift.idl.FeatureFlagStoreItem;
import dev.flipper.store.thrift.idl.FeatureFlagStoreMeta;
import dev.flipper.store.thrift.idl.FlipperException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The methods of the original's service over a store. What they refuse is a {@link FlipperException}, with a code for a
 * flag that does not exist, and a message for all else. Thread-safe.
 */
class OriginalService {

    private static final Logger LOGGER = System.getLogger(ThriftFeatureFlagServer.class.getName());

    private final FeatureFlagStore store;
    private final InstantSource clock;

    OriginalService(FeatureFlagStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Refuses a name that is taken, which the original's own code would overwrite. */
    FeatureFlagStoreItem create(@Nullable String name, boolean enabled, @Nullable String clientData)
            throws FlipperException {
        FlagDefinition made;
        try {
            made = FlagDefinition.of(
                    FlagNames.requireValid(Refusals.required(name)), enabled, clock.instant(), data(clientData));
        } catch (IllegalArgumentException e) {
            throw Refusals.refused(String.valueOf(e.getMessage()));
        }
        if (!store.create(made)) {
            throw Refusals.refused("There is a flag '" + name + "' already");
        }
        return FlagStructs.item(made);
    }

    private static Map<String, @Nullable Object> data(@Nullable String json) {
        return json == null ? Map.of() : new JsonCursor(FlagStructs.CLIENT_DATA, Json.parse(json)).object();
    }

    FeatureFlagStoreItem get(@Nullable String name) throws FlipperException {
        FlagDefinition flag = store.get(Refusals.required(name));
        if (flag == null) {
            throw notFound(name);
        }
        return FlagStructs.item(flag);
    }

    void set(@Nullable String name, boolean enabled) throws FlipperException {
        if (store.update(Refusals.required(name), flag -> flag.withEnabled(enabled)) == null) {
            throw notFound(name);
        }
    }

    void delete(@Nullable String name) throws FlipperException {
        if (store.delete(Refusals.required(name)) == null) {
            throw notFound(name);
        }
    }

    List<FeatureFlagStoreItem> list(long limit, long offset) throws FlipperException {
        List<FeatureFlagStoreItem> items = new ArrayList<>();
        store.list(Refusals.number("limit", limit), Refusals.number("offset", offset), new FlagVisitor() {
            @Override
            public void flag(FlagDefinition definition) {
                items.add(FlagStructs.item(definition));
            }

            @Override
            public void unreadable(String entry, FlagFormatException problem) {
                LOGGER.log(Level.DEBUG, "A list passes over the entry '" + entry + "'", problem);
            }
        });
        return items;
    }

    void setMeta(@Nullable String name, @Nullable FeatureFlagStoreMeta meta) throws FlipperException {
        if (meta == null) {
            throw Refusals.refused("There is no meta");
        }
        if (store.update(Refusals.required(name), flag -> MetaMerge.merge(flag, meta)) == null) {
            throw notFound(name);
        }
    }

    private static FlipperException notFound(@Nullable String name) {
        return Refusals.refused("There is no flag '" + name + "'").setCode(ErrorCode.NOT_FOUND);
    }
}
