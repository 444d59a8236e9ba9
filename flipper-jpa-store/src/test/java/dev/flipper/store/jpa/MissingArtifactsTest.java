package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What is said in an application that lacks a jar. */
class MissingArtifactsTest {

    private static URLClassLoader without(String... jars) throws Exception {
        URL[] urls = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> Stream.of(jars).noneMatch(place::contains))
                .map(place -> {
                    try {
                        return Path.of(place).toUri().toURL();
                    } catch (java.net.MalformedURLException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static Throwable failure(ClassLoader loader, Class<?> type, Object argument) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> stores = loader.loadClass(JpaFeatureFlagStore.class.getName());
            Object builder = stores.getMethod("builder", type).invoke(null, argument);
            Object store = builder.getClass().getMethod("build").invoke(builder);
            return catchThrowable(() -> stores.getMethod("get", String.class).invoke(store, "HORSES"));
        } catch (InvocationTargetException e) {
            return e;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void theDriver() throws Exception {
        try (URLClassLoader loader = without("h2database")) {
            assertThat(failure(loader, String.class, "jdbc:h2:mem:horses").getCause())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "No driver takes the JDBC URL jdbc:h2:mem:horses: add that of the database");
        }
    }

    @Test
    void theProviderOfJakartaPersistence() throws Exception {
        try (URLClassLoader loader = without("hibernate", "eclipse")) {
            assertThat(failure(loader, DataSource.class, H2Databases.dataSource())
                            .getCause())
                    .hasMessageStartingWith("The flag 'HORSES' could not be read from the table feature_flags of the"
                            + " data source JdbcDataSource: there is no provider of Jakarta Persistence: add one");
        }
    }
}
