package dev.flipper.cdi;

import dev.flipper.FeatureFlagClientListener;
import dev.flipper.setting.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** What the parts declare that join in with every client by being on the class path. */
final class JoiningSettings {

    private JoiningSettings() {}

    static List<Setting<?>> load() {
        return declared(
                ServiceLoader.load(FeatureFlagClientListener.class, FeatureFlagClientListener.class.getClassLoader()));
    }

    static List<Setting<?>> declared(Iterable<FeatureFlagClientListener> parts) {
        List<Setting<?>> declared = new ArrayList<>();
        found(parts).forEach(part -> declared.addAll(of(part)));
        return declared;
    }

    private static List<FeatureFlagClientListener> found(Iterable<FeatureFlagClientListener> parts) {
        List<FeatureFlagClientListener> found = new ArrayList<>();
        try {
            parts.forEach(found::add);
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            // No problem of the deployment: a client opens without a part that cannot be loaded, and logs it then.
            return found;
        }
        return found;
    }

    /** One that fails takes no settings from the others. */
    private static List<Setting<?>> of(FeatureFlagClientListener part) {
        try {
            return List.copyOf(part.settings());
        } catch (LinkageError | RuntimeException e) {
            SettingsMessages.settingsNotTold(part.getClass().getName(), e);
            return List.of();
        }
    }
}
