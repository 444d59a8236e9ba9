package dev.flipper.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the bean that implements an interface while a flag is off, does not exist or comes to no verdict; the
 * counterpart of {@link WhenEnabled}, which see.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD, ElementType.PARAMETER})
public @interface WhenDisabled {

    /**
     * The name of the flag.
     *
     * @return the name, not empty
     */
    String value();

    /**
     * The client that is asked for the flag.
     *
     * @return the name of the client, the default client unless set
     */
    String client() default FlipperClient.DEFAULT;

    /** The qualifier as a value, for programmatic look-up. */
    final class Literal extends AnnotationLiteral<WhenDisabled> implements WhenDisabled {

        private static final long serialVersionUID = 1L;

        private final String value;
        private final String client;

        private Literal(String value, String client) {
            this.value = value;
            this.client = client;
        }

        /**
         * Makes the qualifier for a flag of the default client.
         *
         * @param flag the name of the flag
         * @return the qualifier
         */
        public static Literal of(String flag) {
            return of(flag, FlipperClient.DEFAULT);
        }

        /**
         * Makes the qualifier for a flag.
         *
         * @param flag the name of the flag
         * @param client the name of the client that is asked for it
         * @return the qualifier
         */
        public static Literal of(String flag, String client) {
            return new Literal(flag, client);
        }

        @Override
        public String value() {
            return value;
        }

        @Override
        public String client() {
            return client;
        }
    }
}
