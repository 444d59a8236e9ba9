package dev.flipper.jmx;

import dev.flipper.FeatureFlag;
import dev.flipper.FlagMetadata;
import dev.flipper.bucketing.Bucketer;
import dev.flipper.condition.Condition;
import dev.flipper.json.Json;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets JMX call a flag's handle. */
final class FlagBean implements FeatureFlagMXBean {

    private final FeatureFlag flag;
    private final JmxCalls calls;

    FlagBean(FeatureFlag flag, JmxCalls calls) {
        this.flag = flag;
        this.calls = calls;
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
    public String getCreatedDate() {
        return metadata(metadata -> metadata.createdDate().toString());
    }

    @Override
    public String getConditionsJson() {
        return metadata(metadata -> Json.write(
                metadata.conditions().stream().map(Condition::toStored).toList()));
    }

    @Override
    public String getBucketerJson() {
        return metadata(metadata -> Json.write(Bucketer.toStored(metadata.bucketer())));
    }

    @Override
    public String getClientDataJson() {
        return metadata(metadata -> Json.write(metadata.clientData()));
    }

    private String metadata(Function<FlagMetadata, String> part) {
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
    public FlagVerdict evaluate(@Nullable String attributesAsJson) {
        return calls.call(() -> FlagVerdict.of(flag.evaluate(Parameters.attributes(attributesAsJson))));
    }
}
