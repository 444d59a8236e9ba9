package dev.flipper.cdi;

import java.util.concurrent.ThreadFactory;

/** Makes the threads of a store and what stands before it: daemons of one name, the server's own where there is one. */
final class ContainerThreads implements ThreadFactory {

    private final String name;
    private final ContainerContext container;

    ContainerThreads(String name, ContainerContext container) {
        this.name = name;
        this.container = container;
    }

    @Override
    public Thread newThread(Runnable task) {
        return container.newThread(name, task);
    }
}
