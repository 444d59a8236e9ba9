package dev.flipper.bucketing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an application's own bucketers from what is stored; given to the client's builder. */
public interface BucketerFactory {

    /**
     * Gives the type of the bucketers.
     *
     * @return what {@link Bucketer#type} of these bucketers gives
     */
    String type();

    /**
     * Makes a bucketer. Called when a state of a flag is met for the first time, not at each check of it.
     *
     * @param fields the stored members besides the type, as JSON values
     * @return the bucketer
     * @throws RuntimeException if the members are not what they should be; checks that have to ask the bucketer then
     *     end with {@link dev.flipper.Reason#ERROR} and this exception's message
     */
    Bucketer create(Map<String, @Nullable Object> fields);
}
