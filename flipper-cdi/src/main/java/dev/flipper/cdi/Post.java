package dev.flipper.cdi;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Qualifies a {@link dev.flipper.event.FlagEvent}, or one of its subtypes for a single operation, that comes after the
 * change; what an observer throws is logged, and the change stands. Observers are called in the thread of the
 * operation; among them CDI's rule holds: the first exception stops the rest. Asynchronous and transactional observers
 * are told too.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface Post {

    /** The qualifier as a value. */
    final class Literal extends AnnotationLiteral<Post> implements Post {

        private static final long serialVersionUID = 1L;

        /** The only value. */
        public static final Literal INSTANCE = new Literal();

        private Literal() {}
    }
}
