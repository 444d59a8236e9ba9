package dev.flipper.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class S3FeatureFlagStoreBuilderTest {

    private final S3FeatureFlagStoreBuilder builder = S3FeatureFlagStore.builder("flags");

    @Test
    void wrongValuesAreToldAtOnce() {
        assertThatIllegalArgumentException().isThrownBy(() -> new S3FeatureFlagStore("a b"));
        assertThatIllegalArgumentException().isThrownBy(() -> S3FeatureFlagStore.builder(""));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.region("EU"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.endpoint(URI.create("s3.example.org:443")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ZERO))
                .withMessage("The timeout must be from PT0.001S to PT1H, it is PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.pollInterval(Duration.ofDays(2)))
                .withMessage("The poll interval must be from PT0.01S to PT24H, it is PT48H");
    }

    @Test
    void makingAStoreDoesNothingElse() {
        AtomicInteger threads = new AtomicInteger();
        builder.region("eu-central-1")
                .endpoint(URI.create("https://s3.example.org"))
                .pathStyle(true)
                .credentials(() -> {
                    throw new AssertionError("nobody needs them");
                })
                .timeout(Duration.ofMillis(1))
                .pollInterval(Duration.ofMillis(10))
                .lastWriterWins(true)
                .threadFactory(task -> {
                    threads.incrementAndGet();
                    return new Thread(task);
                })
                .build()
                .close();
        assertThat(threads).hasValue(0);
    }

    @Test
    void theUsualIsAmazons() {
        assertThat(builder.connection().place()).isEqualTo("the bucket 'flags' of S3");
        assertThat(builder.connection().timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(builder.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(builder.acceptsLastWriter()).isFalse();
        assertThat(builder.connection().pathStyle()).isFalse();
    }

    @Test
    void threadsThatNobodyElseMakesHinderNoExit() {
        Thread thread = builder.connection().threads().newThread(() -> {});
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("flipper-s3");
    }
}
