package dev.flipper.testsuite.app;

import dev.flipper.EvaluationContext;
import dev.flipper.FeatureFlag;
import dev.flipper.FlagEvaluation;
import dev.flipper.cdi.Flag;
import dev.flipper.event.FlagChange;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A flag that others change too. */
@ApplicationScoped
public class SharedFlag {

    private final List<String> changes = new CopyOnWriteArrayList<>();

    @Inject
    @Flag("SHARED")
    FeatureFlag flag;

    void elsewhere(@Observes FlagChange change) {
        changes.add(change.flag() + " " + change.kinds());
    }

    public FlagEvaluation evaluate() {
        return flag.evaluate(EvaluationContext.empty());
    }

    public List<String> changes() {
        return changes;
    }
}
