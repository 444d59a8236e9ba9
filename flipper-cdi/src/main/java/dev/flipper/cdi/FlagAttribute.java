package dev.flipper.cdi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes the argument of a method with {@link FeatureToggle} an attribute of the check. Arguments may be of the types
 * that a {@link dev.flipper.EvaluationContext} takes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface FlagAttribute {

    /**
     * The name of the attribute.
     *
     * @return the name, not empty
     */
    String value();
}
