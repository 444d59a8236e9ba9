package dev.flipper.testsuite.app.kinds;

import dev.flipper.cdi.FeatureToggle;
import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

@Stereotype
@FeatureToggle("KINDS")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Modern {}
