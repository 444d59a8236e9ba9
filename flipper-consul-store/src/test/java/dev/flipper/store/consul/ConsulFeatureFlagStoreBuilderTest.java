package dev.flipper.store.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class ConsulFeatureFlagStoreBuilderTest {

    private final ConsulFeatureFlagStoreBuilder builder =
            ConsulFeatureFlagStore.builder(URI.create("https://localhost:1"));

    @Test
    void wrongValuesAreToldAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> builder.baseKey("/"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.token(""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.datacenter("a b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ZERO))
                .withMessage("The timeout must be from PT0.001S to PT1H, it is PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.longestWait(Duration.ofMinutes(11)))
                .withMessage("The longest wait must be from PT1S to PT10M, it is PT11M");
        assertThatIllegalArgumentException().isThrownBy(() -> ConsulFeatureFlagStore.builder(URI.create("ftp://a")));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConsulFeatureFlagStore(URI.create("consul:8500")));
    }

    @Test
    void makingAStoreDoesNothingElse() throws Exception {
        AtomicInteger threads = new AtomicInteger();
        builder.baseKey("a")
                .token("b")
                .datacenter("c")
                .timeout(Duration.ofMillis(1))
                .longestWait(Duration.ofSeconds(1))
                .sslContext(SSLContext.getDefault())
                .threadFactory(task -> {
                    threads.incrementAndGet();
                    return new Thread(task);
                })
                .build()
                .close();
        assertThat(threads).hasValue(0);
    }
}
