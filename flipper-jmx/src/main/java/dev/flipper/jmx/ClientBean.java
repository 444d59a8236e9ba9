package dev.flipper.jmx;

import dev.flipper.FeatureFlag;
import dev.flipper.FeatureFlagClient;
import dev.flipper.FlagFormatException;
import dev.flipper.FlagNotFoundException;
import dev.flipper.store.StoreStatus;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets JMX call a client. */
final class ClientBean implements FeatureFlagClientMXBean {

    private final FeatureFlagClient client;
    private final JmxCalls calls;
    private volatile @Nullable Instant lastChange;

    ClientBean(FeatureFlagClient client, JmxCalls calls) {
        this.client = client;
        this.calls = calls;
    }

    @Override
    public String getName() {
        return client.name();
    }

    @Override
    public String getApplication() {
        return client.application();
    }

    @Override
    public List<String> getFlagNames() {
        return calls.call(() -> names(client.list()));
    }

    @Override
    public int getFlagCount() {
        return calls.call(() -> client.list().size());
    }

    @Override
    public String getStoreKind() {
        return store().kind();
    }

    @Override
    public StoreStatus.State getStoreState() {
        return store().state();
    }

    @Override
    public @Nullable Date getStoreStaleSince() {
        return Dates.ofNullable(store().staleSince());
    }

    @Override
    public @Nullable Date getStoreLastSynchronized() {
        return Dates.ofNullable(store().lastSynchronized());
    }

    private StoreStatus store() {
        return calls.call(client::storeStatus);
    }

    /** Notes a change. */
    void changed(Instant at) {
        lastChange = at;
    }

    @Override
    public @Nullable Date getLastChange() {
        return Dates.ofNullable(lastChange);
    }

    @Override
    public boolean isCountingChecks() {
        return client.statistics().isCounting();
    }

    @Override
    public void setCountingChecks(boolean counting) {
        calls.run(() -> {
            if (counting) {
                client.statistics().startCounting();
            } else {
                client.statistics().stopCounting();
            }
        });
    }

    @Override
    public long getChecks() {
        return client.statistics().total().checks();
    }

    @Override
    public long getCheckErrors() {
        return client.statistics().total().errors();
    }

    @Override
    public @Nullable Double getEnabledShare() {
        return FlagBean.share(client.statistics().total());
    }

    @Override
    public @Nullable Date getLastCheck() {
        return Dates.ofNullable(client.statistics().total().lastCheck());
    }

    @Override
    public List<FlagSummary> list(int limit, int offset) {
        return calls.call(() -> client.list(limit, offset).stream()
                .flatMap(flag -> summary(flag).stream())
                .toList());
    }

    /** Empty if it has been destroyed, or made unreadable, since it was listed. */
    private static Optional<FlagSummary> summary(FeatureFlag flag) {
        try {
            return Optional.of(FlagSummary.of(flag.getDefinition()));
        } catch (FlagNotFoundException | FlagFormatException e) {
            return Optional.empty();
        }
    }

    private static List<String> names(List<FeatureFlag> flags) {
        return flags.stream().map(FeatureFlag::name).toList();
    }

    @Override
    public void enable(String flag) {
        calls.run(() -> client.enable(Parameters.flag(flag)));
    }

    @Override
    public void disable(String flag) {
        calls.run(() -> client.disable(Parameters.flag(flag)));
    }

    @Override
    public void create(String flag, boolean enabled) {
        calls.run(() -> client.create(Parameters.flag(flag), enabled));
    }

    @Override
    public void destroy(String flag) {
        calls.run(() -> client.destroy(Parameters.flag(flag)));
    }

    @Override
    public FlagVerdict evaluate(String flag, @Nullable String attributesAsJson) {
        return calls.call(
                () -> FlagVerdict.of(client.evaluate(Parameters.flag(flag), Parameters.attributes(attributesAsJson))));
    }
}
