package dev.flipper.testsuite.app.events;

import dev.flipper.cdi.Post;
import dev.flipper.event.FlagEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What observers of each phase of a transaction have seen, in its order. */
@ApplicationScoped
public class TransactionLog {

    private final List<String> entries = new CopyOnWriteArrayList<>();

    void atOnce(@Observes @Post FlagEvent.Enable event) {
        add("at once");
    }

    void beforeCompletion(@Observes(during = TransactionPhase.BEFORE_COMPLETION) @Post FlagEvent.Enable event) {
        add("before completion");
    }

    void afterSuccess(@Observes(during = TransactionPhase.AFTER_SUCCESS) @Post FlagEvent.Enable event) {
        add("after success");
    }

    void afterFailure(@Observes(during = TransactionPhase.AFTER_FAILURE) @Post FlagEvent.Enable event) {
        add("after failure");
    }

    void add(String entry) {
        entries.add(entry);
    }

    public List<String> entries() {
        return entries;
    }
}
