package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import dev.flipper.event.EventType;
import dev.flipper.event.FlagEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CdiEventsTest {

    @ApplicationScoped
    static class Audit {

        private final List<EventType> pre = new ArrayList<>();
        private final List<EventType> post = new ArrayList<>();
        private final List<String> enabled = new ArrayList<>();
        private ClassLoader loader;

        void before(@Observes @Pre FlagEvent event) {
            pre.add(event.type());
            if (event.flag().equals("FORBIDDEN")) {
                throw new SecurityException("hands off");
            }
        }

        void after(@Observes @Post FlagEvent event) {
            post.add(event.type());
            loader = Thread.currentThread().getContextClassLoader();
        }

        void enabled(@Observes @Post FlagEvent.Enable event) {
            enabled.add(event.flag() + " " + event.before().enabled() + "->"
                    + event.after().enabled());
        }

        List<EventType> pre() {
            return pre;
        }

        List<EventType> post() {
            return post;
        }

        List<String> enabledFlags() {
            return enabled;
        }

        ClassLoader loader() {
            return loader;
        }
    }

    private Application application;
    private FeatureFlagClient client;
    private Audit audit;

    @BeforeEach
    void start() {
        application = Application.start(Map.of("flipper.flags.\"DECLARED\"", "true"), Audit.class);
        client = application.get(FeatureFlagClient.class);
        audit = application.get(Audit.class);
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void declaringFlagsBySettingsIsNoEvent() {
        assertThat(client.exists("DECLARED")).isTrue();
        assertThat(audit.pre()).isEmpty();
        assertThat(audit.post()).isEmpty();
    }

    @Test
    void observersSeeTheMomentBeforeAndAfter() {
        client.create("A");
        client.enable("A");
        client.destroy("A");
        assertThat(audit.pre()).containsExactly(EventType.PRE_CREATE, EventType.PRE_ENABLE, EventType.PRE_DESTROY);
        assertThat(audit.post()).containsExactly(EventType.POST_CREATE, EventType.POST_ENABLE, EventType.POST_DESTROY);
    }

    @Test
    void anObserverOfOneOperationSeesOnlyThat() {
        client.create("A");
        client.enable("A");
        client.disable("A");
        assertThat(audit.enabledFlags()).containsExactly("A false->true");
    }

    @Test
    void anObserverBeforeTheChangeMayForbidIt() {
        assertThatThrownBy(() -> client.create("FORBIDDEN"))
                .isInstanceOf(SecurityException.class)
                .hasMessage("hands off");
        assertThat(client.exists("FORBIDDEN")).isFalse();
        assertThat(audit.post()).isEmpty();
    }

    @Test
    void aChangeFromAForeignThreadIsObservedInTheApplicationsClassLoader() throws Exception {
        Thread foreign = new Thread(() -> client.create("A"), "foreign");
        foreign.setContextClassLoader(null);
        foreign.start();
        foreign.join();
        assertThat(audit.post()).containsExactly(EventType.POST_CREATE);
        assertThat(audit.loader()).isSameAs(Thread.currentThread().getContextClassLoader());
    }
}
