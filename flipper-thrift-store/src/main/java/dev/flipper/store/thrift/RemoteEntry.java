package dev.flipper.store.thrift;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.FlagFormatException;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.thrift.idl.FeatureFlagStoreItem;
import dev.flipper.store.thrift.idl.FlagEntry;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a service has by a name: a flag, something that is none, or nothing, and then both are null. Immutable.
 *
 * @param name the name
 * @param readable the flag
 * @param problem why it is no flag
 */
record RemoteEntry(
        String name,
        @Nullable FlagDefinition readable,
        @Nullable FlagFormatException problem) {

    static RemoteEntry absent(String name) {
        return new RemoteEntry(name, null, null);
    }

    static RemoteEntry of(FlagDefinition flag) {
        return new RemoteEntry(flag.name(), flag, null);
    }

    /** Takes the entry that was asked for by its name. */
    static RemoteEntry ofEntry(String name, FlagEntry entry) {
        if (entry.isSetProblem()) {
            String place = entry.isSetProblem_place() ? entry.getProblem_place() : "document";
            // The service has said the rest of the sentence already.
            String reason = entry.getProblem().replaceFirst("^The stored .* cannot be read: ", "");
            return new RemoteEntry(name, null, new FlagFormatException(name, place, reason, null));
        }
        String document = entry.getDocument();
        return document == null
                ? absent(name)
                : reading(name, () -> FlagDefinition.fromStored(name, document.getBytes(UTF_8)));
    }

    /** Takes one of several entries; one without a name is told as such. */
    static RemoteEntry ofEntry(FlagEntry entry) {
        return ofEntry(Objects.requireNonNullElse(entry.getFeature_name(), ""), entry);
    }

    static RemoteEntry ofItem(String name, FeatureFlagStoreItem item) {
        return reading(name, () -> FlagStructs.flag(name, item));
    }

    static RemoteEntry ofItem(FeatureFlagStoreItem item) {
        return ofItem(Objects.requireNonNullElse(item.getFeature_name(), ""), item);
    }

    private static RemoteEntry reading(String name, Supplier<FlagDefinition> reading) {
        try {
            return of(reading.get());
        } catch (FlagFormatException e) {
            return new RemoteEntry(name, null, e);
        }
    }

    /**
     * Gives the flag.
     *
     * @return the flag, null if there is none
     * @throws FlagFormatException if it is no flag
     */
    @Nullable
    FlagDefinition flag() {
        if (problem != null) {
            throw problem;
        }
        return readable;
    }

    boolean exists() {
        return readable != null || problem != null;
    }

    void show(FlagVisitor visitor) {
        if (readable != null) {
            visitor.flag(readable);
        } else if (problem != null) {
            visitor.unreadable(name, problem);
        }
    }
}
