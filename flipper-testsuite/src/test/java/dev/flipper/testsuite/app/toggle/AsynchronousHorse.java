package dev.flipper.testsuite.app.toggle;

import dev.flipper.cdi.FeatureToggle;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import java.util.List;
import java.util.concurrent.Future;

@Stateless
@Asynchronous
public class AsynchronousHorse {

    @FeatureToggle(value = "SOUND", redirect = "old")
    public Future<String> sound() {
        return new AsyncResult<>("new in " + Thread.currentThread().getName());
    }

    Future<String> old() {
        return new AsyncResult<>("old in " + Thread.currentThread().getName());
    }

    @FeatureToggle("SOUND")
    public Future<List<String>> nothing() {
        return new AsyncResult<>(List.of("new"));
    }
}
