package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.thrift.TBase;
import org.junit.jupiter.api.Test;

/** Store and server do without SLF4J, which most of libthrift's own transports and servers take. */
class WithoutSlf4jTest {

    /** Runs where there is none. */
    public static final class Use implements Callable<Boolean> {

        /** For the test. */
        public Use() {}

        @Override
        public Boolean call() {
            FlagDefinition flag = FlagDefinition.of("flag", true, Instant.EPOCH, Map.of());
            try (ThriftFeatureFlagServer server = ThriftFeatureFlagServer.builder(new MemoryFeatureFlagStore())
                            .port(0)
                            .build()
                            .start();
                    ThriftFeatureFlagStore store = new ThriftFeatureFlagStore("127.0.0.1", server.port())) {
                return store.create(flag) && flag.equals(store.get("flag"));
            }
        }
    }

    /** Loads what is in the same places as some classes, and nothing of SLF4J. */
    private static final class Loader extends URLClassLoader {

        Loader(Class<?>... classes) {
            super(Arrays.stream(classes).map(Loader::place).toArray(URL[]::new), Loader.class.getClassLoader());
        }

        private static URL place(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.slf4j.")) {
                throw new ClassNotFoundException(name);
            }
            boolean own = name.startsWith("dev.flipper.store.thrift.") || name.startsWith("org.apache.thrift.");
            Class<?> loaded = own ? findLoadedClass(name) : super.loadClass(name, resolve);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Test
    void storeAndServerWork() throws Exception {
        try (Loader loader = new Loader(Use.class, ThriftFeatureFlagStore.class, TBase.class)) {
            Object use = loader.loadClass(Use.class.getName()).getConstructor().newInstance();
            assertThat(use.getClass()).isNotEqualTo(Use.class);
            assertThat(((Callable<?>) use).call()).isEqualTo(true);
        }
    }
}
