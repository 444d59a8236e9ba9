package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.setting.Setting;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.StoreSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The settings of a kind of stores in docs/stores.md. */
abstract class StoreGuide {

    private static final Path STORES = Path.of("stores.md");
    private static final Pattern PROPERTIES = Pattern.compile("(?s)```properties\n(.*?)```");

    private final FeatureFlagStoreProvider provider;
    private final int examples;

    /**
     * Takes what is described.
     *
     * @param examples how many examples of settings there are
     */
    StoreGuide(FeatureFlagStoreProvider provider, int examples) {
        this.provider = provider;
        this.examples = examples;
    }

    /** Opening a store does not need its server. */
    @Test
    void theExamplesMakeStores() throws IOException {
        List<Properties> found = examples();
        assertThat(found).hasSize(examples);
        for (Properties example : found) {
            Map<String, String> settings = new HashMap<>();
            example.stringPropertyNames()
                    .forEach(key -> settings.put(key.substring("flipper.".length()), example.getProperty(key)));
            settings.remove("store");
            assertThat(declared()).containsAll(settings.keySet());
            settings.putAll(secrets(settings));
            provider.open(StoreSettings.of(settings)).close();
        }
    }

    private List<Properties> examples() throws IOException {
        return PROPERTIES
                .matcher(Files.readString(STORES))
                .results()
                .map(block -> properties(block.group(1)))
                .filter(block -> provider.name().equals(block.getProperty("flipper.store")))
                .toList();
    }

    private static Properties properties(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return properties;
    }

    /** Gives what an example leaves to environment variables. */
    Map<String, String> secrets(Map<String, String> settings) {
        return Map.of();
    }

    @Test
    void theTableHasAllSettings() throws IOException {
        Pattern key = Pattern.compile("`(" + provider.name() + "\\.[a-z.-]+)`");
        assertThat(Files.readAllLines(STORES).stream()
                        .filter(line -> line.startsWith("| `" + provider.name() + "."))
                        .map(line -> line.substring(0, line.indexOf(" | ")))
                        .flatMap(row -> key.matcher(row).results().map(match -> match.group(1))))
                .containsExactlyInAnyOrderElementsOf(declared());
    }

    private List<String> declared() {
        return provider.settings().stream().map(Setting::key).toList();
    }

    /** Gives why an application with these settings cannot be deployed. */
    String failure(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("flipper.store", provider.name());
        return catchThrowable(() -> ConfigurationTest.run(all, container -> {})).getMessage();
    }
}
