package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.FeatureFlagClient;
import dev.flipper.cdi.FlipperClient;
import dev.flipper.cdi.FlipperExtension;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.context.Dependent;
import java.io.IOException;
import java.io.StringReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.Test;

/** The settings and the code of docs/configuration.md: all its properties in one application. */
class ConfigurationTest {

    private static final Pattern PROPERTIES = Pattern.compile("(?s)```properties\n(.*?)```");
    private static final Pattern KEY = Pattern.compile("(?m)^\\| `flipper\\.([a-z.-]+)` \\|");

    /** Weld does not start without any bean. */
    @Dependent
    static class Nothing {}

    private static final class Warnings extends Handler {

        final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord logRecord) {
            if (logRecord.getLevel().intValue() >= Level.WARNING.intValue()) {
                messages.add(logRecord.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static Map<String, String> examples() throws IOException {
        Properties read = new Properties();
        for (String block : all(PROPERTIES)) {
            read.load(new StringReader(block));
        }
        Map<String, String> settings = new HashMap<>();
        read.stringPropertyNames().forEach(key -> settings.put(key, read.getProperty(key)));
        return settings;
    }

    private static List<String> all(Pattern pattern) throws IOException {
        String page = Files.readString(Path.of("configuration.md"));
        return pattern.matcher(page)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Test
    void theExamplesDoWhatThePageSays() throws IOException {
        Consumer<WeldContainer> test = container -> {
            FeatureFlagClient features =
                    container.select(FeatureFlagClient.class).get();
            assertThat(features.list())
                    .extracting(flag -> flag.name() + " " + flag.isEnabled())
                    .containsExactly(
                            "IMPROVED_HORSE_SOUNDS true", "LOUD_HORSES false", "UNQUOTED true", "with space true");
            assertThat(container.select(Billing.class).get().remind()).isEqualTo("DUNNING by billing");
            FeatureFlagClient audit = container
                    .select(FeatureFlagClient.class, FlipperClient.Literal.of("audit"))
                    .get();
            assertThat(audit.name()).isEqualTo("audit");
        };
        assertThat(run(examples(), test, Billing.class, Billing.Stores.class)).isEmpty();
    }

    /** A key that means something is the one that is meant by one with a letter too many. */
    @Test
    void theKeysOfTheTableMeanSomething() throws IOException {
        Map<String, String> misspelt = new HashMap<>();
        List<String> keys = all(KEY);
        assertThat(keys).hasSizeGreaterThan(4);
        keys.forEach(key -> misspelt.put("flipper." + key + "x", "1"));
        List<String> warnings = run(misspelt, container -> {});
        assertThat(warnings).hasSameSizeAs(keys);
        keys.forEach(key -> assertThat(warnings).anyMatch(warning -> warning.endsWith("mean flipper." + key + "?")));
    }

    /** Gives the warnings. */
    static List<String> run(Map<String, String> settings, Consumer<WeldContainer> test, Class<?>... beanClasses) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(settings, "configuration.md", 200))
                .build();
        // A loader of its own, as other tests have left a configuration with the usual one.
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        ClassLoader loader = new URLClassLoader(new URL[0], usual);
        thread.setContextClassLoader(loader);
        ConfigProviderResolver.instance().registerConfig(config, loader);
        Logger logger = Logger.getLogger("dev.flipper.cdi");
        Warnings warnings = new Warnings();
        logger.addHandler(warnings);
        try (WeldContainer container = new Weld()
                .disableDiscovery()
                .addExtension(new FlipperExtension())
                .addBeanClass(Nothing.class)
                .addBeanClasses(beanClasses)
                .initialize()) {
            test.accept(container);
        } finally {
            logger.removeHandler(warnings);
            thread.setContextClassLoader(usual);
            ConfigProviderResolver.instance().releaseConfig(config);
        }
        return warnings.messages;
    }
}
