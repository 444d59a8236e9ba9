package dev.flipper.testsuite;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.MirroredFeatureFlagStore;
import dev.flipper.store.consul.ConsulFeatureFlagStore;
import dev.flipper.store.testing.consul.ConsulApi;
import dev.flipper.store.testing.consul.ConsulProcess;
import java.time.Duration;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** A Consul server that applications in the server share with the tests outside. It keeps nothing on disk. */
final class SharedConsul {

    private final ConsulProcess server;

    private SharedConsul(ConsulProcess server) {
        this.server = server;
    }

    static SharedConsul start() {
        return new SharedConsul(ConsulProcess.forgetful());
    }

    String[] settings() {
        return new String[] {"flipper.store=consul", "flipper.consul.uri=" + server.uri()};
    }

    /** The jars that an application needs in its WEB-INF/lib. */
    static JavaArchive[] libraries() {
        return Libraries.of(ConsulFeatureFlagStore.class);
    }

    /** Another node with the same flags, outside of the server. */
    FeatureFlagClient node() {
        return FeatureFlagClient.open(MirroredFeatureFlagStore.builder(new ConsulFeatureFlagStore(server.uri()))
                .startTimeout(Duration.ofMinutes(1))
                .build());
    }

    /** As a program that knows nothing of Flipper. */
    void replace(String flag, String part, String by) {
        ConsulApi api = server.api();
        String key = "features/" + flag;
        api.put(key, api.get(key).replace(part, by));
    }

    void stop() {
        server.close();
    }
}
