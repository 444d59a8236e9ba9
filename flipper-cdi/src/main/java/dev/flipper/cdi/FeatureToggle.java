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
 * Switches a method by a flag: the method runs while the flag is on; while it is off, what the annotation asks for
 * happens instead. On a class, or on a stereotype of the class, it covers all business methods that have no annotation
 * of their own. Works on CDI beans, EJBs and JAX-RS resources.
 *
 * <pre>{@code
 * @FeatureToggle(value = "IMPROVED_HORSE_SOUNDS", redirect = "oldHorseSound")
 * public String newHorseSound(@FlagAttribute("rider_id") long rider) { … }
 * public String oldHorseSound(long rider) { … }
 * }</pre>
 *
 * <p>A flag that does not exist, or that comes to no verdict, counts as off. Without {@link #redirect},
 * {@link #redirectTo} and {@link #orThrow} a call returns the empty value of its type while the flag is off: 0, false,
 * an empty {@code Optional}, {@code Stream}, array or collection, a completed {@code CompletionStage} or {@code Future}
 * of the empty value of its own type, null for any other type.
 *
 * <p>A redirect has a signature with which it could override the method, were it not for its name: the same parameters,
 * with what the class puts in for type variables, a return type that fits, and no checked exceptions of its own. One
 * that does not exist or does not fit fails the deployment. As with every interceptor, a call of a bean to itself is
 * not switched.
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
     * The method that runs while the flag is off: of the same bean, or of {@link #redirectTo} if that is set. One of
     * the same bean may be inherited and must not be private; it is called directly, past the interceptors of the bean.
     * Not on a class, where no method could stand for all.
     *
     * @return the name of the method; if it is empty, the method of {@link #redirectTo} with the same name
     */
    @Nonbinding
    String redirect() default "";

    /**
     * The bean whose method runs while the flag is off, with the injections, interceptors and roles of its own: a class
     * or an interface of which there is one bean. Its method is public. A bean of the scope {@code @Dependent} is made
     * for the call and destroyed after it, or when the {@code CompletionStage} that it returned completes. On a class,
     * it has a counterpart of each business method.
     *
     * @return the class or interface; {@code void.class} stands for the same bean
     */
    @Nonbinding
    Class<?> redirectTo() default void.class;

    /**
     * The exception that is thrown while the flag is off, {@link FlagDisabledException} for example. It has a public
     * constructor that takes a message or nothing; a checked one is declared by the method.
     *
     * @return the class of the exception; {@code Throwable.class} stands for none
     */
    @Nonbinding
    Class<? extends Throwable> orThrow() default Throwable.class;

    /**
     * The client that is asked for the flag.
     *
     * @return the name of the client, the default client unless set
     */
    @Nonbinding
    String client() default FlipperClient.DEFAULT;
}
