package dev.flipper.cdi;

import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lends what the container gives to the application's own threads to others: those of stores, of a remote JMX
 * connector, and our own. One an application. Thread-safe.
 */
final class ContainerContext {

    private volatile @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private volatile @Nullable ContainerServices services;

    /**
     * Remembers the context of this thread, if it is the first that is in a WAR or EJB jar. Of an EAR as a whole there
     * is none that is worth it, and some servers give an empty one while they start an application.
     */
    synchronized void capture() {
        if (services == null && !ContainerNames.module().isEmpty()) {
            services = ContainerServices.lookUp();
            loader = Thread.currentThread().getContextClassLoader();
        }
    }

    /**
     * Runs an action here and now in the context of the application, with a request of its own where none is active. A
     * thread that is in the application already keeps what it has: transaction, caller and request.
     */
    void run(BeanManager beanManager, Runnable action) {
        ContainerServices known = services;
        if (known == null) {
            runInLoader(() -> runInRequest(beanManager, action));
        } else {
            known.run(() -> runInRequest(beanManager, action));
        }
    }

    private void runInLoader(Runnable action) {
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            action.run();
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    private static void runInRequest(BeanManager beanManager, Runnable action) {
        RequestContextController request = beanManager
                .createInstance()
                .select(RequestContextController.class)
                .get();
        boolean activated = request.activate();
        try {
            action.run();
        } finally {
            if (activated) {
                request.deactivate();
            }
        }
    }

    /** Gives the server's executor, null outside of a server. */
    @Nullable
    Executor executor() {
        ContainerServices known = services;
        return known == null ? null : known.executor();
    }

    /** Makes a thread that does not keep the process from ending, the server's own where there is one. */
    Thread newThread(String name, Runnable task) {
        ContainerServices known = services;
        Thread managed = known == null ? null : known.newThread(task);
        Thread thread = managed == null ? plainThread(task) : managed;
        thread.setName(name);
        thread.setDaemon(true);
        return thread;
    }

    private Thread plainThread(Runnable task) {
        // Inherits no thread-locals: those of whoever happens to be the first to need the thread are not ours.
        Thread thread = new Thread(null, task, "flipper", 0, false);
        thread.setContextClassLoader(loader);
        return thread;
    }

    /** Runs a task in another thread: the server's, else in a new one of this name. */
    void execute(String name, Runnable task) {
        ContainerServices known = services;
        if (known == null) {
            newThread(name, task).start();
        } else {
            known.run(() -> known.executor().execute(task));
        }
    }
}
