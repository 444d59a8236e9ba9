package dev.flipper.testsuite.app;

import dev.flipper.cdi.Post;
import dev.flipper.event.FlagEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Is told of changes in a thread of the server. */
@ApplicationScoped
public class LateLog {

    private final CountDownLatch told = new CountDownLatch(1);

    void later(@ObservesAsync @Post FlagEvent.Enable event) {
        told.countDown();
    }

    /** Waits for it. */
    public boolean isTold() {
        try {
            return told.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
