package dev.flipper.cdi;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** An application of some bean classes and settings that runs in Weld SE while a test looks at it. */
final class Application implements AutoCloseable {

    private static final int ABOVE_DEFAULTS = 200;

    /** Weld does not start without any bean. */
    @Dependent
    static class Nothing {}

    private final SmallRyeConfig config;
    private final WeldContainer container;

    private Application(SmallRyeConfig config, Weld weld) {
        this.config = config;
        ConfigProviderResolver.instance()
                .registerConfig(config, Thread.currentThread().getContextClassLoader());
        try {
            this.container = weld.initialize();
        } catch (RuntimeException e) {
            ConfigProviderResolver.instance().releaseConfig(config);
            throw e;
        }
    }

    static Application start(Map<String, String> settings, Class<?>... beanClasses) {
        return start(settings, Map.of(), beanClasses);
    }

    static Application start(Map<String, String> settings, Map<String, String> environment, Class<?>... beanClasses) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(new HashMap<>(settings), "test settings", ABOVE_DEFAULTS))
                .withSources(new EnvConfigSource(environment, ABOVE_DEFAULTS + 1))
                .build();
        Extension extension = new FlipperExtension();
        Weld weld = new Weld()
                .disableDiscovery()
                .addExtension(extension)
                .addBeanClass(Nothing.class)
                .addBeanClasses(beanClasses);
        return new Application(config, weld);
    }

    <T> T get(Class<T> type, Annotation... qualifiers) {
        return container.select(type, qualifiers).get();
    }

    @Override
    public void close() {
        container.close();
        ConfigProviderResolver.instance().releaseConfig(config);
    }
}
