package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.MemoryFeatureFlagStoreProvider;
import dev.flipper.store.StoreSettings;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class StoreProvidersTest {

    private final DeploymentProblems problems = new DeploymentProblems();

    private static final class SecondMemory implements FeatureFlagStoreProvider {

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public FeatureFlagStore open(StoreSettings settings) {
            return new MemoryFeatureFlagStore();
        }
    }

    private static FeatureFlagStoreProvider failing(Throwable failure) throws ServiceConfigurationError {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    private StoreProviders load(List<Supplier<FeatureFlagStoreProvider>> found) {
        Iterator<Supplier<FeatureFlagStoreProvider>> suppliers = found.iterator();
        return StoreProviders.load(
                () -> new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return suppliers.hasNext();
                    }

                    @Override
                    public FeatureFlagStoreProvider next() {
                        return suppliers.next().get();
                    }
                },
                problems);
    }

    @Test
    void oneThatCannotBeLoadedIsAProblemAndHindersNoOther() {
        StoreProviders providers = load(List.of(
                () -> failing(new ServiceConfigurationError(
                        "FeatureFlagStoreProvider: Provider Broken could not be instantiated",
                        new IllegalStateException("no driver"))),
                () -> failing(new NoClassDefFoundError("redis/Client")),
                MemoryFeatureFlagStoreProvider::new));
        assertThat(providers.names()).containsExactly("memory");
        assertThat(problems.toString())
                .contains("2 problems")
                .contains("FLIPPER-1103: A provider of stores cannot be loaded: java.util.ServiceConfigurationError:"
                        + " FeatureFlagStoreProvider: Provider Broken could not be instantiated, because of"
                        + " java.lang.IllegalStateException: no driver. Complete its libraries, or take it off the class"
                        + " path")
                .contains("FLIPPER-1103: A provider of stores cannot be loaded: java.lang.NoClassDefFoundError:"
                        + " redis/Client. Complete its libraries, or take it off the class path");
    }

    @Test
    void aNameBelongsToOneProvider() {
        load(List.of(MemoryFeatureFlagStoreProvider::new, SecondMemory::new));
        assertThat(problems.toString())
                .contains("FLIPPER-1104: Two providers give the store 'memory':"
                        + " dev.flipper.store.MemoryFeatureFlagStoreProvider and " + SecondMemory.class.getName()
                        + ". Take one of them off the class path");
    }

    @Test
    void aLoaderThatFailsForEverIsGivenUp() {
        Iterator<FeatureFlagStoreProvider> broken = new Iterator<>() {
            @Override
            public boolean hasNext() {
                throw new ServiceConfigurationError("again");
            }

            @Override
            public FeatureFlagStoreProvider next() {
                throw new ServiceConfigurationError("again");
            }
        };
        assertThat(StoreProviders.load(() -> broken, problems).names()).isEmpty();
        assertThat(problems.toString()).contains("a problem", "again");
    }
}
