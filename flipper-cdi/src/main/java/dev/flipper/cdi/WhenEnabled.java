package dev.flipper.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the bean that implements an interface while a flag is on. Another bean, with {@link WhenDisabled} and the same
 * flag, implements it while the flag is off, does not exist or comes to no verdict. Who injects the interface gets
 * whichever it is, decided anew at each call:
 *
 * <pre>{@code
 * @WhenEnabled("IMPROVED_HORSE_SOUNDS") @ApplicationScoped
 * public class NewHorseSounds implements HorseSounds { … }
 *
 * @WhenDisabled("IMPROVED_HORSE_SOUNDS") @ApplicationScoped
 * public class OldHorseSounds implements HorseSounds { … }
 *
 * @Inject HorseSounds sounds;
 * }</pre>
 *
 * <p>All interfaces that the two beans have in common are injected so. Arguments that the interface marks with
 * {@link FlagAttribute} are attributes of the check. A bean without its counterpart, two of one kind and two without an
 * interface in common fail the deployment. As this is a qualifier, a test can inject the one bean or the other by it.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD, ElementType.PARAMETER})
public @interface WhenEnabled {

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
    final class Literal extends AnnotationLiteral<WhenEnabled> implements WhenEnabled {

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
