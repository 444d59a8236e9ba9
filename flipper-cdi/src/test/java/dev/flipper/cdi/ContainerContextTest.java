package dev.flipper.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Outside of a server; what it does in one is tested there. */
class ContainerContextTest {

    private final ContainerContext container = new ContainerContext();

    @Test
    void threadsAreDaemonsOfTheirNameInTheApplicationsClassLoader() {
        Thread thread = new ContainerThreads("flipper-default", container).newThread(() -> {});
        assertThat(thread.getName()).isEqualTo("flipper-default");
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getContextClassLoader())
                .isSameAs(Thread.currentThread().getContextClassLoader());
    }

    @Test
    void aThreadInheritsNoThreadLocals() throws Exception {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        local.set("somebody else's");
        CompletableFuture<String> inherited = new CompletableFuture<>();
        Thread thread =
                new ContainerThreads("flipper-default", container).newThread(() -> inherited.complete(local.get()));
        thread.start();
        thread.join();
        assertThat(inherited).isCompletedWithValue(null);
    }

    @Test
    void aTaskRunsInAThreadOfItsName() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        container.execute("flipper-events", () -> ran.complete(Thread.currentThread()));
        assertThat(ran.get().getName()).isEqualTo("flipper-events");
        ran.get().join();
    }

    @Test
    void thereIsNoExecutor() {
        container.capture();
        assertThat(container.executor()).isNull();
    }
}
