package dev.flipper.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names one of the application's clients: {@code @Inject @FlipperClient("billing") FeatureFlagClient features}, or
 * {@code @Inject @FlipperClient("billing") @Flag("DUNNING") FeatureFlag dunning}. The client is made of the settings
 * {@code flipper.client.billing.…}. Events carry the qualifier of their client, so that an observer can choose.
 *
 * <p>On a {@link dev.flipper.store.FeatureFlagStore} bean it says whose store that is.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface FlipperClient {

    /** The name of the client that {@code @Inject FeatureFlagClient} gives. */
    String DEFAULT = "default";

    /**
     * The name of the client.
     *
     * @return the name, {@link #DEFAULT} or one that settings speak of
     */
    String value();

    /** The qualifier as a value, for programmatic look-up. */
    final class Literal extends AnnotationLiteral<FlipperClient> implements FlipperClient {

        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /**
         * Makes the qualifier of a client.
         *
         * @param client the name of the client
         * @return the qualifier
         */
        public static Literal of(String client) {
            return new Literal(client);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
