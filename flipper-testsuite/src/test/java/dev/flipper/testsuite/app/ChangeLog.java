package dev.flipper.testsuite.app;

import dev.flipper.cdi.Post;
import dev.flipper.cdi.Pre;
import dev.flipper.event.FlagEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What has been changed, and a flag that must not be. */
@ApplicationScoped
public class ChangeLog {

    private final List<String> entries = new CopyOnWriteArrayList<>();

    void before(@Observes @Pre FlagEvent event) {
        if (event.flag().equals("LOCKED")) {
            throw new IllegalStateException("LOCKED is locked");
        }
    }

    void after(@Observes @Post FlagEvent event) {
        entries.add(event.type() + " " + event.flag());
    }

    public List<String> entries() {
        return entries;
    }
}
