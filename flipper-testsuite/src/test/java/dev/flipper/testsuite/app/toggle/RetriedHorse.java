package dev.flipper.testsuite.app.toggle;

import dev.flipper.cdi.FeatureToggle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Retry;

/** A CDI bean with interceptors before and after Flipper's. */
@ApplicationScoped
public class RetriedHorse {

    private final AtomicInteger attempts = new AtomicInteger();

    @Inject
    Transactions transactions;

    @Retry(maxRetries = 2, delay = 0, jitter = 0)
    @Fallback(fallbackMethod = "fallback")
    @FeatureToggle(value = "SOUND", redirect = "oldSound")
    public String sound() {
        throw new IllegalStateException("new " + attempts.incrementAndGet());
    }

    String fallback() {
        return "fallback after " + attempts.get();
    }

    String oldSound() {
        throw new IllegalStateException("old " + attempts.incrementAndGet());
    }

    @Transactional
    @FeatureToggle(value = "SOUND", redirect = "oldTransaction")
    public boolean transacted() {
        return transactions.current() != null;
    }

    @Transactional
    boolean oldTransaction() {
        return transactions.current() != null;
    }

    @Counted
    @FeatureToggle("SOUND")
    public String counted() {
        return "new";
    }

    public int attempts() {
        return attempts.getAndSet(0);
    }
}
