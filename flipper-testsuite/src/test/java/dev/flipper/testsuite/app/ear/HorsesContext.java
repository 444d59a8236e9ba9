package dev.flipper.testsuite.app.ear;

import dev.flipper.EvaluationContext;
import dev.flipper.EvaluationContextProvider;
import jakarta.enterprise.context.ApplicationScoped;

/** Supplies what holds for whatever one of the WARs does. */
@ApplicationScoped
public class HorsesContext implements EvaluationContextProvider {

    @Override
    public EvaluationContext currentContext() {
        return EvaluationContext.of("animal", "horse");
    }
}
