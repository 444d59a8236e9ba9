package dev.flipper.cdi;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Switches a method by a flag: the method runs while the flag is on; while it is off, the redirect runs instead. On a
 * class it covers all business methods. Works on CDI beans, EJBs and JAX-RS resources that are beans.
 *
 * <pre>{@code
 * @FeatureToggle(value = "IMPROVED_HORSE_SOUNDS", redirect = "oldHorseSound")
 * public String newHorseSound(@FlagAttribute("rider_id") long rider) { … }
 * public String oldHorseSound(long rider) { … }
 * }</pre>
 *
 * <p>A flag that does not exist, or that comes to no verdict, counts as off. A redirect that does not exist or does not
 * fit fails the deployment. As with every interceptor, a call of a bean to itself is not switched.
 */
@InterceptorBinding
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface FeatureToggle {

    /**
     * The name of the flag.
     *
     * @return the name, not empty
     */
    @Nonbinding
    String value();

    /**
     * The method of the same bean that runs while the flag is off. It has the same parameters, a return type that fits
     * and no checked exceptions of its own, and is not private. It is called directly, past the interceptors of the
     * bean. Not on a class, where no method could stand for all.
     *
     * @return the name of the method; if it is empty a call returns the empty value of its type while the flag is off:
     *     null, 0, false, an empty {@code Optional}, {@code Stream}, {@code List} or the like, a completed
     *     {@code CompletionStage}
     */
    @Nonbinding
    String redirect() default "";

    /**
     * The client that is asked for the flag.
     *
     * @return the name of the client, the default client unless set
     */
    @Nonbinding
    String client() default FlipperClient.DEFAULT;
}
