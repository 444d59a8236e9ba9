package dev.flipper.store;

/** Outdates what is cached before it passes a notification on: a listener reads, and must see what it is told of. */
final class CacheListener implements StoreListener {

    private final CachedReads reads;
    private final StoreListener listener;

    CacheListener(CachedReads reads, StoreListener listener) {
        this.reads = reads;
        this.listener = listener;
    }

    @Override
    public void connected() {
        reads.outdateAll();
        reads.hint();
        listener.connected();
    }

    @Override
    public void changed(String flag) {
        reads.outdate(flag);
        reads.hint();
        listener.changed(flag);
    }

    @Override
    public void changed(String flag, Change change) {
        reads.outdate(flag);
        reads.hint();
        listener.changed(flag, change);
    }

    @Override
    public void disconnected() {
        listener.disconnected();
    }
}
