package dev.flipper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.setting.Setting;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CopyKindsTest {

    private static FeatureFlagStoreProvider broken() {
        throw new ServiceConfigurationError("no such class", new ClassNotFoundException("Missing"));
    }

    /** As ServiceLoader does it: one after the other, and each may fail. */
    private static CopyKinds load(List<Supplier<FeatureFlagStoreProvider>> providers) {
        return CopyKinds.load(() -> {
            Iterator<Supplier<FeatureFlagStoreProvider>> made = providers.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return made.hasNext();
                }

                @Override
                public FeatureFlagStoreProvider next() {
                    return made.next().get();
                }
            };
        });
    }

    @Test
    void oneThatCannotBeLoadedDoesNotHideTheOthers() {
        CopyKinds kinds = load(List.of(CopyKindsTest::broken, FolderStoreProvider.Stable::new));
        assertThat(kinds.find("stable")).isNotNull();
        assertThat(kinds.problems())
                .containsExactly("A provider of stores cannot be loaded: java.util.ServiceConfigurationError: no such"
                        + " class, because of java.lang.ClassNotFoundException: Missing");
    }

    @Test
    void ofTwoOfOneNameTheFirstIsTaken() {
        FeatureFlagStoreProvider first = new FolderStoreProvider.Stable();
        FeatureFlagStoreProvider other = new FeatureFlagStoreProvider() {
            @Override
            public String name() {
                return "stable";
            }

            @Override
            public List<Setting<?>> settings() {
                return List.of();
            }

            @Override
            public FeatureFlagStore open(StoreSettings settings) {
                throw new AssertionError("it is not taken");
            }
        };
        CopyKinds kinds = load(List.of(() -> first, () -> other));
        assertThat(kinds.find("stable").provider()).isSameAs(first);
        assertThat(kinds.problems())
                .containsExactly("Two providers give the store 'stable': "
                        + first.getClass().getName() + ", which is taken, and "
                        + other.getClass().getName());
    }

    @Test
    void aLoaderThatFailsForEverEnds() {
        CopyKinds kinds = CopyKinds.load(() -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                throw new ServiceConfigurationError("for ever");
            }

            @Override
            public FeatureFlagStoreProvider next() {
                throw new AssertionError("there is none");
            }
        });
        assertThat(kinds.unknown("redis")).contains("Known are: none.");
    }
}
