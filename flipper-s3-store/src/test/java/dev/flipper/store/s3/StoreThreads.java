package dev.flipper.store.s3;

import java.util.List;

/** The threads that a store makes, or has made for it. */
final class StoreThreads {

    private StoreThreads() {}

    /** The mirror's, those of the store, and those of the SDK, whatever it calls them. */
    static List<Thread> running() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive()
                        && thread.getName()
                                .matches("(?i)(flipper-(s3|mirror)|.*(sdk|aws|idle-connection|credential)).*"))
                .toList();
    }

    static List<String> names() {
        return running().stream().map(Thread::getName).toList();
    }
}
