package dev.flipper.testsuite.app.toggle;

import dev.flipper.cdi.FeatureToggle;
import dev.flipper.cdi.FlagDisabledException;
import jakarta.enterprise.concurrent.Asynchronous;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionStage;

@ApplicationScoped
public class ConcurrentHorse {

    @Asynchronous
    @FeatureToggle(value = "SOUND", redirect = "old")
    public CompletionStage<String> sound() {
        return Asynchronous.Result.complete("new in " + Thread.currentThread().getName());
    }

    CompletionStage<String> old() {
        return Asynchronous.Result.complete("old in " + Thread.currentThread().getName());
    }

    @Asynchronous
    @FeatureToggle("SOUND")
    public CompletionStage<List<String>> nothing() {
        return Asynchronous.Result.complete(List.of("new"));
    }

    @Asynchronous
    @FeatureToggle(value = "SOUND", orThrow = FlagDisabledException.class)
    public CompletionStage<String> refusing() {
        return Asynchronous.Result.complete("new");
    }
}
