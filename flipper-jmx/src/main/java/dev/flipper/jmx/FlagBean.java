package dev.flipper.jmx;

import dev.flipper.CheckCounts;
import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagMetadata;
import dev.flipper.bucketing.Bucketer;
import dev.flipper.condition.Condition;
import dev.flipper.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets JMX call a flag's handle. */
final class FlagBean implements FeatureFlagMXBean {

    private final FeatureFlagClient client;
    private final FeatureFlag flag;
    private final JmxCalls calls;
    private final InstantSource clock;
    private volatile @Nullable Instant lastChange;

    FlagBean(FeatureFlagClient client, String flag, JmxCalls calls, InstantSource clock) {
        this.client = client;
        this.flag = client.get(flag);
        this.calls = calls;
        this.clock = clock;
    }

    /** Notes a change. */
    void changed(Instant at) {
        lastChange = at;
    }

    @Override
    public String getName() {
        return flag.name();
    }

    @Override
    public boolean isEnabled() {
        return calls.call(() -> flag.getDefinition().enabled());
    }

    @Override
    public void setEnabled(boolean enabled) {
        if (enabled) {
            enable();
        } else {
            disable();
        }
    }

    @Override
    public Date getCreatedDate() {
        return stored(metadata -> Dates.of(metadata.createdDate()));
    }

    @Override
    public @Nullable Date getLastChange() {
        return Dates.ofNullable(lastChange);
    }

    @Override
    public List<FlagComparison> getConditions() {
        return stored(FlagComparison::of);
    }

    @Override
    public String getConditionsJson() {
        return stored(metadata -> Json.write(
                metadata.conditions().stream().map(Condition::toStored).toList()));
    }

    @Override
    public void setConditionsJson(@Nullable String json) {
        calls.run(() -> flag.setConditions(ConditionInput.all(json)));
    }

    @Override
    public void addCondition(@Nullable String attribute, @Nullable String operator, @Nullable String valueAsJson) {
        calls.run(() -> flag.addCondition(ConditionInput.comparison(attribute, operator, valueAsJson)));
    }

    @Override
    public FlagBucketer getBucketer() {
        return calls.call(() -> bucketer().all());
    }

    /** As the client sees it, which knows the application's own. */
    private BucketerView bucketer() {
        return new BucketerView(flag.getMetadata().bucketer(), clock.instant());
    }

    @Override
    public String getBucketerJson() {
        return stored(metadata -> Json.write(Bucketer.toStored(metadata.bucketer())));
    }

    @Override
    public void setBucketerJson(@Nullable String json) {
        calls.run(() -> flag.setBucketer(Parameters.bucketer(json, client::readBucketer)));
    }

    @Override
    public @Nullable Double getPercentage() {
        return calls.call(() -> bucketer().percentage());
    }

    @Override
    public void setPercentage(@Nullable Double percentage) {
        calls.run(() -> flag.setPercentage(Parameters.percentage(percentage)));
    }

    @Override
    public Map<String, String> getClientData() {
        return stored(metadata -> {
            Map<String, String> values = new LinkedHashMap<>();
            metadata.clientData().forEach((name, value) -> values.put(name, Json.write(value)));
            return values;
        });
    }

    @Override
    public String getClientDataJson() {
        return stored(metadata -> Json.write(metadata.clientData()));
    }

    @Override
    public void mergeClientData(@Nullable String json) {
        calls.run(() -> flag.setClientData(Parameters.clientData(json)));
    }

    @Override
    public void removeClientData(@Nullable String key) {
        calls.run(() -> {
            String given = Parameters.given("key of the client data", key);
            Map<String, @Nullable Object> data = flag.getClientData();
            if (!data.containsKey(given)) {
                throw new IllegalArgumentException("The flag '" + flag.name() + "' has no client data of the key '"
                        + given + "'; its keys are " + data.keySet());
            }
            flag.removeClientData(given);
        });
    }

    @Override
    public long getChecks() {
        return counts().checks();
    }

    @Override
    public long getCheckErrors() {
        return counts().errors();
    }

    @Override
    public @Nullable Double getEnabledShare() {
        return share(counts());
    }

    @Override
    public @Nullable Date getLastCheck() {
        return Dates.ofNullable(counts().lastCheck());
    }

    static @Nullable Double share(CheckCounts counts) {
        OptionalDouble share = counts.enabledShare();
        return share.isPresent() ? (Double) share.getAsDouble() : null;
    }

    private CheckCounts counts() {
        return client.statistics().of(flag.name());
    }

    private <T> T stored(Function<FlagMetadata, T> part) {
        return calls.call(() -> part.apply(flag.getDefinition().metadata()));
    }

    @Override
    public void enable() {
        calls.run(flag::enable);
    }

    @Override
    public void disable() {
        calls.run(flag::disable);
    }

    @Override
    public void destroy() {
        calls.run(flag::destroy);
    }

    @Override
    public FlagVerdict evaluate(@Nullable String attributesAsJson) {
        return calls.call(() -> FlagVerdict.of(flag.evaluate(Parameters.attributes(attributesAsJson))));
    }
}
