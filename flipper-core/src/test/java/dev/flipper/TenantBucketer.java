package dev.flipper;

import dev.flipper.bucketing.Bucketer;
import dev.flipper.bucketing.BucketerFactory;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** A bucketer of an application's own: on for one tenant. */
record TenantBucketer(String tenant) implements Bucketer {

    static final String TYPE = "dev.flipper.Tenant";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Map<String, ?> fields() {
        return Map.of("tenant", tenant);
    }

    @Override
    public boolean test(EvaluationContext context, InstantSource clock, RandomGenerator random) {
        int index = context.indexOf("tenant");
        return index >= 0 && tenant.equals(context.value(index));
    }

    static final class Factory implements BucketerFactory {

        private int created;

        int created() {
            return created;
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Bucketer create(Map<String, Object> fields) {
            created++;
            if (!(fields.get("tenant") instanceof String tenant)) {
                throw new IllegalArgumentException("no tenant");
            }
            return new TenantBucketer(tenant);
        }
    }
}
