package dev.flipper.testsuite.app.toggle;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

@ApplicationScoped
public class Counter {

    private final AtomicInteger calls = new AtomicInteger();

    void count() {
        calls.incrementAndGet();
    }

    public int calls() {
        return calls.get();
    }
}
