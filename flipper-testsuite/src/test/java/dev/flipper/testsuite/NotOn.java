package dev.flipper.testsuite;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips a test on a server that cannot pass it. The reports say why, and so does docs/servers.md, word for word. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NotOn.Condition.class)
@interface NotOn {

    TestServer value();

    String because();

    class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getElement(), NotOn.class)
                    .filter(notOn -> notOn.value() == TestServer.current())
                    .map(notOn -> ConditionEvaluationResult.disabled("Not on " + notOn.value(), notOn.because()))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("Not excluded"));
        }
    }
}
