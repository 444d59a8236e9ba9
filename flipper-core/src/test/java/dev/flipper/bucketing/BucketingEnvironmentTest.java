package dev.flipper.bucketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class BucketingEnvironmentTest {

    private static final UnknownBucketer TENANT = new UnknownBucketer("Tenant", Map.of("id", 1), "not known");

    private record Factory(String type, Function<Map<String, Object>, Bucketer> make) implements BucketerFactory {
        @Override
        public Bucketer create(Map<String, Object> fields) {
            return make.apply(fields);
        }
    }

    private static Bucketer resolve(Bucketer bucketer, Function<Map<String, Object>, Bucketer> make) {
        Map<String, BucketerFactory> factories = Map.of("Tenant", new Factory("Tenant", make));
        return new BucketingEnvironment(InstantSource.system(), new Random(1), factories, (name, failure) -> {})
                .resolve(bucketer);
    }

    @Test
    void asksTheFactoryOfTheType() {
        Bucketer made = new NoOpBucketer();
        assertThat(resolve(TENANT, fields -> fields.equals(Map.of("id", 1)) ? made : null))
                .isSameAs(made);
    }

    @Test
    void leavesAllOthersAsTheyAre() {
        Bucketer known = new PercentageBucketer(Percentage.of(1));
        UnknownBucketer other = new UnknownBucketer("Other", Map.of(), "not known");
        assertThat(resolve(known, fields -> null)).isSameAs(known);
        assertThat(resolve(other, fields -> null)).isSameAs(other);
    }

    @Test
    void aFactoryThatFailsLeavesItUnknown() {
        Bucketer failed = resolve(TENANT, fields -> {
            throw new IllegalStateException("no id");
        });
        assertThat(failed)
                .isEqualTo(new UnknownBucketer(
                        "Tenant",
                        Map.of("id", 1),
                        "the bucketer 'Tenant' cannot be made of what is stored:"
                                + " java.lang.IllegalStateException: no id"));
        assertThat(((UnknownBucketer) resolve(TENANT, fields -> null)).problem())
                .endsWith("java.lang.NullPointerException: the factory gave no bucketer");
    }

    @Test
    void copiesItsFactories() {
        Map<String, BucketerFactory> factories = new HashMap<>();
        BucketingEnvironment environment =
                new BucketingEnvironment(InstantSource.system(), new Random(1), factories, (name, failure) -> {});
        factories.put("Tenant", new Factory("Tenant", fields -> new NoOpBucketer()));
        assertThat(environment.resolve(TENANT)).isSameAs(TENANT);
    }

    @Test
    void refusesNulls() {
        assertThatNullPointerException()
                .isThrownBy(() -> new BucketingEnvironment(null, new Random(1), Map.of(), (name, failure) -> {}))
                .withMessage("clock");
        assertThatNullPointerException()
                .isThrownBy(
                        () -> new BucketingEnvironment(InstantSource.system(), null, Map.of(), (name, failure) -> {}))
                .withMessage("random");
    }
}
