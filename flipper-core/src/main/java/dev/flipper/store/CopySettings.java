package dev.flipper.store;

import dev.flipper.setting.Setting;
import dev.flipper.store.CopySources.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges the settings of the stores between which {@link CopyFlags} copies: all of them, before one is opened. */
final class CopySettings {

    private final CopyArguments arguments;
    private final CopySources sources;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    CopySettings(CopyArguments arguments, CopySources sources) {
        this.arguments = arguments;
        this.sources = sources;
    }

    /** Judges what a store is made of, and gives what is right. */
    StoreSettings of(String store, List<Setting<?>> declared) {
        Map<String, String> texts = new HashMap<>();
        declared.forEach(setting -> judge(store, setting, texts));
        Set<String> known =
                declared.stream().map(Setting::key).map(arguments::full).collect(Collectors.toSet());
        String prefix = arguments.full(store + ".");
        for (String key : sources.keys(prefix)) {
            if (!known.contains(key)) {
                warnings.add(key + " is no setting of the store '" + store + "' and has no effect");
            }
        }
        for (String key : sources.profileKeys(prefix)) {
            warnings.add(key + " (from " + sources.fileName() + ") is for a profile, and has no effect here");
        }
        return StoreSettings.of(texts);
    }

    private void judge(String store, Setting<?> setting, Map<String, String> texts) {
        String key = arguments.full(setting.key());
        Found found = sources.find(key);
        if (found == null) {
            if (setting.isRequired()) {
                problems.add(key + " is missing: the store '" + store + "' cannot be without it; it has to be "
                        + setting.expected());
            }
        } else if (found.isExpression()) {
            // Shown is nothing of it, as the default in an expression may be a secret.
            problems.add(
                    key + " (from " + found.source() + "): expressions, ${…}, are not evaluated here; set the value"
                            + " itself, for example by the environment variable " + CopySources.variable(key)
                            + ", or write \\${ if none is meant");
        } else {
            judge(key, setting, found);
            texts.put(setting.key(), found.value());
        }
    }

    private void judge(String key, Setting<?> setting, Found found) {
        try {
            setting.parse(found.value());
        } catch (IllegalArgumentException e) {
            problems.add(
                    key + "=" + setting.shown(found.value()) + " (from " + found.source() + "): " + e.getMessage());
        }
    }

    /** What nothing can be opened with. */
    List<String> problems() {
        return problems;
    }

    /** What has no effect, and was hardly meant so. */
    List<String> warnings() {
        return warnings;
    }
}
