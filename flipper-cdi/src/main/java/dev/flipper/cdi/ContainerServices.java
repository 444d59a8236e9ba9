package dev.flipper.cdi;

import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a server has for threads, found in a thread of the application. A class of its own, as outside of a server even
 * the types are missing. Thread-safe.
 */
final class ContainerServices {

    private final String application = ContainerNames.application();
    private final Executor context;
    private final ManagedExecutorService executor;
    private final ManagedThreadFactory threads;

    private ContainerServices(ContextService context, ManagedExecutorService executor, ManagedThreadFactory threads) {
        this.context = context.currentContextExecutor();
        this.executor = executor;
        this.threads = threads;
    }

    /** Gives null where the server has no such services. */
    static @Nullable ContainerServices lookUp() {
        return ContainerNames.lookUp("java:comp/DefaultContextService") instanceof ContextService context
                        && ContainerNames.lookUp("java:comp/DefaultManagedExecutorService")
                                instanceof ManagedExecutorService executor
                        && ContainerNames.lookUp("java:comp/DefaultManagedThreadFactory")
                                instanceof ManagedThreadFactory threads
                ? new ContainerServices(context, executor, threads)
                : null;
    }

    /** Tells whether this thread is in the application, with a transaction and a caller of its own perhaps. */
    boolean isActive() {
        return application.equals(ContainerNames.application());
    }

    /** Runs an action here and now, as if the application had called it; what it throws is thrown. */
    void run(Runnable action) {
        if (isActive()) {
            action.run();
        } else {
            runInContext(action);
        }
    }

    /** Servers wrap what an action throws, each in its way. */
    private void runInContext(Runnable action) {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        context.execute(() -> {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                thrown.set(e);
            }
        });
        if (thrown.get() instanceof Error error) {
            throw error;
        }
        if (thrown.get() instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Runs tasks in threads of the server, in the context of whoever hands them in. */
    Executor executor() {
        return executor;
    }

    /** Gives null if the server makes no threads any more. */
    @Nullable
    Thread newThread(Runnable task) {
        Thread[] made = new Thread[1];
        try {
            run(() -> made[0] = threads.newThread(task));
        } catch (IllegalStateException e) {
            return null;
        }
        return made[0];
    }
}
