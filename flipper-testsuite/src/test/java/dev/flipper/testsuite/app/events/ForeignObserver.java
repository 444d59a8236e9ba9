package dev.flipper.testsuite.app.events;

import dev.flipper.cdi.Post;
import dev.flipper.cdi.Pre;
import dev.flipper.event.FlagChange;
import dev.flipper.event.FlagEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Observes what foreign threads change. */
@ApplicationScoped
public class ForeignObserver {

    private final List<String> entries = new CopyOnWriteArrayList<>();

    @Inject
    Surroundings surroundings;

    void before(@Observes @Pre FlagEvent.Enable event) throws Exception {
        entries.add("before " + event.flag() + ": " + surroundings.describe());
    }

    void after(@Observes @Post FlagEvent.Enable event) throws Exception {
        entries.add("after " + event.flag() + ": " + surroundings.describe());
    }

    void later(@ObservesAsync @Post FlagEvent.Enable event) throws Exception {
        entries.add("later " + event.flag() + ": " + surroundings.describe());
    }

    void elsewhere(@Observes FlagChange change) throws Exception {
        entries.add("elsewhere " + change.flag() + " " + change.kinds() + ": " + surroundings.describe());
    }

    void elsewhereLater(@ObservesAsync FlagChange change) throws Exception {
        entries.add("elsewhere later " + change.flag() + ": " + surroundings.describe());
    }

    void locked(@Observes @Pre FlagEvent.Disable event) {
        throw new IllegalStateException(event.flag() + " stays on");
    }

    public List<String> entries() {
        return entries;
    }
}
