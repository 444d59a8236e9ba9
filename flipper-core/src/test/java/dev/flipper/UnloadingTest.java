package dev.flipper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.StringTokenizer;
import org.junit.jupiter.api.Test;

/**
 * An application that is gone leaves nothing in the JVM by which its class loader, with all its classes, would stay.
 */
class UnloadingTest {

    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();

    @Test
    void theClassLoaderOfAnApplicationIsCollected() throws Exception {
        Reference<ClassLoader> loader = useInAnotherClassLoader();

        Reference<?> gone = null;
        for (int i = 0; i < 100 && gone == null; i++) {
            System.gc();
            gone = collected.remove(100);
        }

        assertThat(gone).isSameAs(loader);
    }

    private Reference<ClassLoader> useInAnotherClassLoader() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Class<?> usage = loader.loadClass(UnloadedUsage.class.getName());
            assertThat(usage).isNotEqualTo(UnloadedUsage.class);
            ((Runnable) usage.getDeclaredConstructor().newInstance()).run();
            return new PhantomReference<>(loader, collected);
        }
    }

    private static URL[] classPath() throws Exception {
        StringTokenizer entries = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
        URL[] urls = new URL[entries.countTokens()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(entries.nextToken()).toUri().toURL();
        }
        return urls;
    }
}
