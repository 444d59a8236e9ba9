package dev.flipper.store.consul;

import dev.flipper.StoreException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes of a failure of Consul's one of the store's, which says what it is about and where it happened. Immutable. */
final class StoreCalls {

    private final String consul;

    StoreCalls(String consul) {
        this.consul = consul;
    }

    /** Where it is, for messages. */
    String place() {
        return consul;
    }

    Listing readingAll(Supplier<Listing> call) {
        try {
            return call.get();
        } catch (ConsulFailure e) {
            throw new StoreException("The flags could not be read from " + consul + ": " + e.getMessage(), e);
        }
    }

    <T extends @Nullable Object> T reading(String flag, Supplier<T> call) {
        try {
            return call.get();
        } catch (ConsulFailure e) {
            throw new StoreException(
                    "The flag '" + flag + "' could not be read from " + consul + ": " + e.getMessage(), e);
        }
    }

    <T extends @Nullable Object> T writing(String flag, Supplier<T> call) {
        try {
            return call.get();
        } catch (ConsulFailure e) {
            String outcome = e.mayBeDone()
                    ? "could not be changed in " + consul + ", or the answer was lost; which of the two is not known: "
                    : "was not changed in " + consul + ": ";
            throw new StoreException("The flag '" + flag + "' " + outcome + e.getMessage(), e);
        }
    }
}
