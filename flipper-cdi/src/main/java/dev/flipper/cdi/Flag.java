package dev.flipper.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects the handle of a flag: {@code @Inject @Flag("IMPROVED_HORSE_SOUNDS") FeatureFlag sounds}. The flag need not
 * exist. Only a {@link dev.flipper.FeatureFlag} can be injected: a {@code boolean} would keep for ever what the flag
 * was at the injection, and is refused at deployment.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface Flag {

    /**
     * The name of the flag.
     *
     * @return the name, not empty
     */
    @Nonbinding
    String value();

    /** The qualifier as a value, for programmatic look-up. */
    final class Literal extends AnnotationLiteral<Flag> implements Flag {

        private static final long serialVersionUID = 1L;

        private final String value;

        private Literal(String value) {
            this.value = value;
        }

        /**
         * Makes the qualifier for a flag.
         *
         * @param flag the name of the flag
         * @return the qualifier
         */
        public static Literal of(String flag) {
            return new Literal(flag);
        }

        @Override
        public String value() {
            return value;
        }
    }
}
