package dev.flipper.store;

import dev.flipper.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All replicas of a store. Thread-safe. */
final class Replicas {

    private final List<Replica> all;

    Replicas(List<Replica> all) {
        this.all = List.copyOf(all);
    }

    /** Passes a write on, under its flag's lock, and gives what a writer may wait for. */
    List<Receipt> send(String flag, @Nullable FlagDefinition state) {
        List<Receipt> receipts = new ArrayList<>();
        for (Replica replica : all) {
            Receipt receipt = replica.send(flag, state);
            if (receipt != null) {
                receipts.add(receipt);
            }
        }
        return receipts;
    }

    void mark(String flag) {
        all.forEach(replica -> replica.mark(flag));
    }

    /** Waits until each write has arrived or failed. */
    void awaitAttempts(List<Receipt> receipts) {
        if (all.stream().anyMatch(Replica::isWorking)) {
            // A listener of a replica writes: what it would wait for comes after it.
            return;
        }
        try {
            for (Receipt receipt : receipts) {
                receipt.await();
            }
        } catch (InterruptedException e) {
            // The write is made, and goes on in the background.
            Thread.currentThread().interrupt();
        }
    }

    List<Receipt> beginResync() {
        return all.stream().map(Replica::resync).toList();
    }

    void awaitResync(List<Receipt> receipts) {
        List<StoreException> failures = new ArrayList<>();
        try {
            for (int i = 0; i < receipts.size(); i++) {
                Throwable failure = receipts.get(i).await();
                if (failure != null) {
                    failures.add(new StoreException(all.get(i) + " is not up to date: " + failure, failure));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Interrupted while the flags are copied, which goes on in the background", e);
        }
        if (!failures.isEmpty()) {
            throw failed(failures);
        }
    }

    private static StoreException failed(List<StoreException> failures) {
        String what = failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; "));
        StoreException failed =
                new StoreException("Not all flags are copied yet, which goes on in the background. " + what, null);
        failures.forEach(failed::addSuppressed);
        return failed;
    }

    List<ReplicaStatus> status() {
        return all.stream().map(Replica::status).toList();
    }

    /** Brings what waits, and closes all; those that take longer than the limit close themselves. */
    void close(Duration limit) {
        all.forEach(Replica::beginToClose);
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        for (Replica replica : all) {
            boolean ended = false;
            try {
                ended = !interrupted && replica.awaitEnd(end - System.nanoTime());
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (!ended) {
                replica.abandon();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
