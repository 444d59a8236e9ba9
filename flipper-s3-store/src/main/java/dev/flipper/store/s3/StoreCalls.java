package dev.flipper.store.s3;

import dev.flipper.StoreException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a failure of S3 one of the store's, which says what it is about and where it happened.
 *
 * @param place the bucket, for messages
 */
record StoreCalls(String place) {

    void readingAll(Runnable call) {
        try {
            call.run();
        } catch (S3Failure e) {
            throw new StoreException("The flags could not be read from " + place + ": " + e.getMessage(), e);
        }
    }

    <T extends @Nullable Object> T reading(String flag, Supplier<T> call) {
        try {
            return call.get();
        } catch (S3Failure e) {
            throw new StoreException(
                    "The flag '" + flag + "' could not be read from " + place + ": " + e.getMessage(), e);
        }
    }

    <T extends @Nullable Object> T writing(String flag, Supplier<T> call) {
        try {
            return call.get();
        } catch (S3Failure e) {
            String outcome = e.mayBeDone()
                    ? "could not be changed in " + place + ", or the answer was lost; which of the two is not known: "
                    : "was not changed in " + place + ": ";
            throw new StoreException("The flag '" + flag + "' " + outcome + e.getMessage(), e);
        }
    }
}
