package dev.flipper.testsuite.app.database;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.Post;
import dev.flipper.event.FlagChange;
import dev.flipper.event.FlagEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the default client has told, and a change that a change brings about. */
@ApplicationScoped
public class JoinedLog {

    private final List<String> entries = new CopyOnWriteArrayList<>();

    @Inject
    FeatureFlagClient features;

    void after(@Observes @Post FlagEvent event) {
        entries.add(event.type() + " " + event.flag() + " " + features.isEnabled(event.flag()));
        if (event.flag().startsWith("LEADER") && event.type().name().equals("POST_ENABLE")) {
            features.create(event.flag().replace("LEADER", "FOLLOWER"), true);
        }
    }

    void byOthers(@Observes FlagChange change) {
        entries.add("by others: " + change.flag());
    }

    public List<String> entries() {
        return entries;
    }
}
