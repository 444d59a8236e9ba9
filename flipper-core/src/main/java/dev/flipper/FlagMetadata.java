package dev.flipper;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.condition.Condition;
import dev.flipper.json.JsonValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is stored with a flag besides whether it is enabled. Immutable.
 *
 * @param createdDate when the flag was created, to the second
 * @param clientData what the application keeps with the flag, unmodifiable
 * @param conditions the conditions, all of which have to be satisfied, unmodifiable
 * @param bucketer the bucketer; a {@link dev.flipper.bucketing.NoOpBucketer} if there is none
 */
public record FlagMetadata(
        Instant createdDate, Map<String, @Nullable Object> clientData, List<Condition> conditions, Bucketer bucketer) {

    /**
     * Creates metadata.
     *
     * @param createdDate when the flag was created
     * @param clientData what the application keeps with the flag, JSON values; copied
     * @param conditions the conditions; copied
     * @param bucketer the bucketer
     */
    public FlagMetadata {
        Objects.requireNonNull(createdDate, "createdDate");
        clientData = JsonValues.object(clientData, "client data");
        conditions = List.copyOf(conditions);
        Objects.requireNonNull(bucketer, "bucketer");
    }
}
