package dev.flipper.store.jpa;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.jpa.H2Databases.Switched;
import jakarta.persistence.EntityManagerFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens while the persistence provider starts, which takes a while. */
@Timeout(180)
class StartTest {

    private final Switched database = new Switched();

    private JpaFeatureFlagStore store() {
        return Node.builder(database.source()).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {Providers.HIBERNATE, Providers.ECLIPSELINK})
    void aDatabaseThatFailsMeanwhileIsToldAsWhatItIs(String name) {
        try (StartingProvider provider = new StartingProvider(name);
                JpaFeatureFlagStore store = store()) {
            provider.atTheStart(() -> database.away(true));
            for (int i = 0; i < 2; i++) {
                assertFails(() -> store.get("on"))
                        .withMessage("The flag 'on' could not be read from the table feature_flags of the data source "
                                + database.name() + ": there is no connection: the horse has bolted");
            }
            provider.atTheStart(() -> {});
            database.away(false);
            assertThat(store.get("on")).isNull();
        }
    }

    @Test
    void whoComesMeanwhileWaitsHoweverLongThatTakes() throws Exception {
        CompletableFuture<Thread> other = new CompletableFuture<>();
        try (StartingProvider provider = new StartingProvider(Providers.HIBERNATE);
                JpaFeatureFlagStore store = store()) {
            CompletableFuture<Boolean> begun = new CompletableFuture<>();
            provider.atTheStart(() -> {
                begun.complete(true);
                // Without a limit.
                eventually(() -> assertThat(other.join().getState()).isEqualTo(Thread.State.WAITING));
            });
            CompletableFuture<Object> first = CompletableFuture.supplyAsync(() -> store.get("on"));
            begun.join();
            CompletableFuture<Object> second = CompletableFuture.supplyAsync(() -> {
                other.complete(Thread.currentThread());
                return store.get("on");
            });
            assertThat(first.join()).isNull();
            assertThat(second.join()).isNull();
        }
    }

    @Test
    void aFactoryThatIsMadeWhileTheStoreIsClosedIsClosedToo() {
        AtomicReference<EntityManagerFactory> factory = new AtomicReference<>();
        try (StartingProvider provider = new StartingProvider(Providers.HIBERNATE);
                JpaFeatureFlagStore store = store()) {
            Runnable closing = store::close;
            provider.atTheEnd(made -> {
                factory.set(made);
                closing.run();
            });
            assertFails(() -> store.get("on")).withMessageEndingWith(": the store is closed");
            assertThat(factory.get().isOpen()).isFalse();
        }
    }
}
