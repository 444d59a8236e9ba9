package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flipper.FeatureFlagClient;
import dev.flipper.event.EventType;
import dev.flipper.event.FlagEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.ObserverException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CdiEventsTest {

    @RequestScoped
    static class Visit {

        private int count;

        int next() {
            return ++count;
        }
    }

    @ApplicationScoped
    static class Audit {

        private final List<EventType> pre = new ArrayList<>();
        private final List<EventType> post = new ArrayList<>();
        private final List<String> enabled = new ArrayList<>();
        private ClassLoader loader;

        @Inject
        Visit visit;

        void before(@Observes @Pre FlagEvent event) {
            pre.add(event.type());
            if (event.flag().equals("FORBIDDEN")) {
                throw new SecurityException("hands off");
            }
        }

        void beforeChecked(@Observes @Pre FlagEvent.Create event) throws IOException {
            if (event.flag().equals("CHECKED")) {
                throw new IOException("no answer from those who allow it");
            }
        }

        void ofDefaultClient(@Observes @Post @FlipperClient(FlipperClient.DEFAULT) FlagEvent.Disable event) {
            enabled.add(event.flag() + " off, visit " + visit.next());
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
        application = Application.start(Map.of("flipper.flags.\"DECLARED\"", "true"), Audit.class, Visit.class);
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
        assertThat(audit.enabledFlags()).containsExactly("A false->true", "A off, visit 1");
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
    void aCheckedExceptionArrivesAsCdiWrapsIt() {
        assertThatThrownBy(() -> client.create("CHECKED"))
                .isInstanceOf(ObserverException.class)
                .hasRootCauseMessage("no answer from those who allow it");
        assertThat(client.exists("CHECKED")).isFalse();
    }

    @Test
    void aChangeOutsideOfARequestHasOneForItsObserversOnly() {
        client.create("A");
        client.disable("A");
        client.disable("A");
        assertThat(audit.enabledFlags()).containsExactly("A off, visit 1", "A off, visit 1");
    }

    @Test
    void aRequestThatIsActiveIsKept() {
        client.create("A");
        RequestContextController request = application.get(RequestContextController.class);
        request.activate();
        application.get(Visit.class).next();
        client.disable("A");
        assertThat(audit.enabledFlags()).containsExactly("A off, visit 2");
        assertThat(application.get(Visit.class).next()).isEqualTo(3);
        request.deactivate();
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
