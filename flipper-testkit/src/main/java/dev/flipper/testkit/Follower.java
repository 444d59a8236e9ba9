package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.testkit.Notices.Kind;
import dev.flipper.testkit.Notices.Notice;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Follows a store as a local copy does: reads a flag again when it is told of it. Used by one thread at a time. */
final class Follower {

    private final FeatureFlagStore store;
    private final Notices notices;
    private final Duration patience;
    private final Map<String, FlagDefinition> known = new HashMap<>();
    private int followed;

    Follower(FeatureFlagStore store, Notices notices, Duration patience) {
        this.store = store;
        this.notices = notices;
        this.patience = patience;
    }

    /** Follows until the flag is known as it is expected. */
    void await(String name, @Nullable FlagDefinition expected) {
        Deadline deadline = Deadline.in(patience);
        follow();
        while (!Objects.equals(known.get(name), expected)) {
            if (!notices.awaitMoreThan(followed, deadline)) {
                assertThat(known.get(name))
                        .as("the flag '%s' as it was read when the store last told of it", name)
                        .isEqualTo(expected);
            }
            follow();
        }
    }

    private void follow() {
        List<Notice> news = notices.from(followed);
        followed += news.size();
        for (Notice notice : news) {
            if (notice.kind() == Kind.CONNECTED) {
                known.clear();
                Visits.ofAll(store).flags().forEach(flag -> known.put(flag.name(), flag));
            } else if (notice.kind() == Kind.CHANGED) {
                read(notice.flag());
            }
        }
    }

    private void read(String name) {
        FlagDefinition now = store.get(name);
        if (now == null) {
            known.remove(name);
        } else {
            known.put(name, now);
        }
    }
}
