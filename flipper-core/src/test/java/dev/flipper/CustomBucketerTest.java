package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.BucketerFactory;
import dev.flipper.bucketing.UnknownBucketer;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CustomBucketerTest {

    private static final EvaluationContext HORSES = EvaluationContext.of("tenant", "horses");

    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
    private final TenantBucketer.Factory factory = new TenantBucketer.Factory();
    private final FeatureFlagClient client =
            FeatureFlagClient.builder(store).bucketerFactory(factory).build();

    @Test
    void isStoredAndAsked() {
        client.create("flag", true);
        client.setBucketer("flag", new TenantBucketer("horses"));
        assertThat(store.get("flag").toJson())
                .contains("\"bucketer\": {\"type\": \"dev.flipper.Tenant\", \"tenant\": \"horses\"}");
        assertThat(client.isEnabled("flag", HORSES)).isTrue();
        assertThat(client.isEnabled("flag", EvaluationContext.of("tenant", "cows")))
                .isFalse();
        assertThat(client.evaluate("flag", HORSES).reason()).isEqualTo(Reason.BUCKETER);
    }

    @Test
    void isMadeOnceForEachStateOfAFlag() {
        client.create("flag", true);
        client.setBucketer("flag", new TenantBucketer("horses"));
        int before = factory.created();
        for (int i = 0; i < 10; i++) {
            assertThat(client.isEnabled("flag", HORSES)).isTrue();
        }
        assertThat(factory.created() - before).isEqualTo(1);
    }

    @Test
    void eachClientHasItsOwnFactories() {
        client.create("flag", true);
        client.setBucketer("flag", new TenantBucketer("horses"));
        FeatureFlagClient other = FeatureFlagClient.open(store);
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.isEnabled("flag", HORSES)).isTrue();
                assertThat(other.evaluate("flag", HORSES).reason()).isEqualTo(Reason.ERROR);
            }
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void whatTheFactoryRefusesIsAnError() {
        store.create(FlagDefinition.fromJson(
                "{\"feature_name\": \"flag\", \"is_enabled\": true, \"meta\": {\"created_date\": 1, \"bucketer\":"
                        + " {\"type\": \"dev.flipper.Tenant\"}}}"));
        try (LogCapture log = new LogCapture()) {
            assertThat(client.evaluate("flag", HORSES))
                    .isEqualTo(new FlagEvaluation(
                            "flag",
                            false,
                            Reason.ERROR,
                            "the bucketer 'dev.flipper.Tenant' cannot be made of what is stored:"
                                    + " java.lang.IllegalArgumentException: no tenant"));
            assertThat(log.warnings()).hasSize(1);
        }
    }

    /** It took the preview; what it throws at the change itself is no failure of the store. */
    @Test
    void whatTheFactoryRefusesLaterReachesTheCallerToo() {
        BucketerFactory moody = new BucketerFactory() {
            private boolean asked;

            @Override
            public String type() {
                return TenantBucketer.TYPE;
            }

            @Override
            public Bucketer create(Map<String, Object> fields) {
                if (asked) {
                    throw new IllegalStateException("not again");
                }
                asked = true;
                return new TenantBucketer("horses");
            }
        };
        FeatureFlagClient other =
                FeatureFlagClient.builder(store).bucketerFactory(moody).build();
        other.create("flag");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.setBucketer("flag", new TenantBucketer("horses")))
                .withMessageContaining("could be stored but not be asked")
                .withMessageContaining("not again");
    }

    @Test
    void isKnownToWhoeverLooksAtTheFlag() {
        client.create("flag", true);
        client.setBucketer("flag", new TenantBucketer("horses"));
        assertThat(client.getMetadata("flag").bucketer()).isInstanceOf(TenantBucketer.class);
        assertThat(client.evaluate("flag", HORSES).detail())
                .startsWith("let in by ")
                .doesNotContain("UnknownBucketer");
    }

    @Test
    void errorsOfAFactoryHurtNobody() {
        BucketerFactory broken = new BucketerFactory() {
            @Override
            public String type() {
                return TenantBucketer.TYPE;
            }

            @Override
            public Bucketer create(Map<String, Object> fields) {
                throw new NoClassDefFoundError("gone");
            }
        };
        client.create("flag", true);
        client.setBucketer("flag", new TenantBucketer("horses"));
        FeatureFlagClient other =
                FeatureFlagClient.builder(store).bucketerFactory(broken).build();
        assertThat(other.isEnabled("flag", HORSES, true)).isTrue();
        assertThat(other.evaluate("flag", HORSES).reason()).isEqualTo(Reason.ERROR);
    }

    private FeatureFlagClient clientWith(Function<Map<String, Object>, Bucketer> creation) {
        client.create("flag", true);
        client.setBucketer("flag", new TenantBucketer("horses"));
        return FeatureFlagClient.builder(store)
                .bucketerFactory(new BucketerFactory() {
                    @Override
                    public String type() {
                        return TenantBucketer.TYPE;
                    }

                    @Override
                    public Bucketer create(Map<String, Object> fields) {
                        return creation.apply(fields);
                    }
                })
                .build();
    }

    /** Each check answers, and the log says it once. */
    private static void assertNoVerdict(FeatureFlagClient other, String detail) {
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 3; i++) {
                assertThat(other.isEnabled("flag", HORSES, true)).isTrue();
                assertThat(other.evaluate("flag", HORSES))
                        .isEqualTo(new FlagEvaluation("flag", false, Reason.ERROR, detail));
            }
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void aBucketerThatCannotBePutIntoWordsHurtsNobody() {
        FeatureFlagClient other = clientWith(fields -> new Unspeakable());
        assertNoVerdict(other, "the bucketer 'dev.flipper.Tenant' failed to describe itself");
        assertThat(other.getMetadata("flag").bucketer()).isInstanceOf(Unspeakable.class);
    }

    private static final class Unspeakable implements Bucketer {

        @Override
        public String type() {
            return TenantBucketer.TYPE;
        }

        @Override
        public Map<String, ?> fields() {
            return Map.of();
        }

        @Override
        public boolean test(EvaluationContext context, InstantSource clock, RandomGenerator random) {
            return false;
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no words");
        }
    }

    @Test
    void aFailureThatCannotBePutIntoWordsHurtsNobody() {
        FeatureFlagClient other = clientWith(fields -> {
            throw new UnspeakableException();
        });
        String detail = "the bucketer 'dev.flipper.Tenant' cannot be made of what is stored: "
                + UnspeakableException.class.getName();
        assertNoVerdict(other, detail);
        assertThat(other.getMetadata("flag").bucketer()).isInstanceOf(UnknownBucketer.class);
    }

    private static final class UnspeakableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no words");
        }
    }

    @Test
    void mustNotTakeTheNameOfFlippersOwn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureFlagClient.builder(store).bucketerFactory(new BucketerFactory() {
                    @Override
                    public String type() {
                        return "NoOpBucketer";
                    }

                    @Override
                    public Bucketer create(Map<String, Object> fields) {
                        return new TenantBucketer("horses");
                    }
                }))
                .withMessage("The bucketer type 'NoOpBucketer' is Flipper's own; choose another name");
    }

    @Test
    void thereIsOneFactoryOfAType() {
        FeatureFlagClientBuilder builder = FeatureFlagClient.builder(store).bucketerFactory(factory);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.bucketerFactory(new TenantBucketer.Factory()))
                .withMessage("There are two factories of the bucketer type 'dev.flipper.Tenant'");
        assertThatNullPointerException().isThrownBy(() -> builder.bucketerFactory(null));
    }
}
