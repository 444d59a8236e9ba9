package dev.flipper.store.consul;

import dev.flipper.setting.Setting;
import dev.flipper.store.StoreSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What settings say together of Consul and of the way to it. Immutable. */
final class ConsulSetup {

    private static final List<Setting<?>> FOR_TLS = List.of(
            ConsulSettings.TRUST_STORE,
            ConsulSettings.TRUST_STORE_PASSWORD,
            ConsulSettings.KEY_STORE,
            ConsulSettings.KEY_STORE_PASSWORD);

    private final StoreSettings settings;
    private final List<String> problems = new ArrayList<>();
    private final ConsulAddress address;
    private final @Nullable SSLContext tls;

    private ConsulSetup(StoreSettings settings) {
        this.settings = settings;
        address = settings.get(ConsulSettings.URI).orElse(ConsulAddress.LOCAL);
        if (address.tls()) {
            tls = tls();
        } else {
            tls = null;
            FOR_TLS.stream()
                    .filter(setting -> settings.get(setting).isPresent())
                    .forEach(setting ->
                            problems.add(setting + " is for an https:// address in " + ConsulSettings.URI + " only"));
        }
    }

    /** Throws {@code IllegalArgumentException} that tells all settings that do not go together. */
    static ConsulSetup of(StoreSettings settings) {
        ConsulSetup setup = new ConsulSetup(settings);
        if (!setup.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", setup.problems));
        }
        return setup;
    }

    private @Nullable SSLContext tls() {
        CertificateStore trust = store(ConsulSettings.TRUST_STORE, ConsulSettings.TRUST_STORE_PASSWORD);
        CertificateStore keys = store(ConsulSettings.KEY_STORE, ConsulSettings.KEY_STORE_PASSWORD);
        return trust == null && keys == null ? null : CertificateStore.context(trust, keys);
    }

    private @Nullable CertificateStore store(Setting<Path> file, Setting<String> password) {
        Path path = settings.get(file).orElse(null);
        String secret = settings.get(password).orElse(null);
        if (path == null) {
            if (secret != null) {
                problems.add(password + " is for " + file + " only");
            }
            return null;
        }
        try {
            return CertificateStore.load(path, secret);
        } catch (IllegalArgumentException e) {
            problems.add(file + "=" + path + " cannot be used: " + e.getMessage());
            return null;
        }
    }

    /** Gives a builder of the store that the settings describe. */
    ConsulFeatureFlagStoreBuilder builder() {
        ConsulFeatureFlagStoreBuilder builder = new ConsulFeatureFlagStoreBuilder(address);
        settings.get(ConsulSettings.BASE_KEY).map(FlagKeys::toString).ifPresent(builder::baseKey);
        set(ConsulSettings.TOKEN, builder::token);
        set(ConsulSettings.DATACENTER, builder::datacenter);
        set(ConsulSettings.TIMEOUT, builder::timeout);
        set(ConsulSettings.WAIT, builder::longestWait);
        return tls == null ? builder : builder.sslContext(tls);
    }

    private <T> void set(Setting<T> setting, Consumer<T> setter) {
        settings.get(setting).ifPresent(setter);
    }
}
