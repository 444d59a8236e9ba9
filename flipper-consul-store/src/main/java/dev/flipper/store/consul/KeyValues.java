package dev.flipper.store.consul;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the store asks of Consul. Each change is one atomic step there. Failures are {@link ConsulFailure}s.
 * Thread-safe.
 */
final class KeyValues {

    /**
     * The leader makes sure that it still is the leader before it answers. Without that one that has been replaced may
     * answer with what it knew, and one that has just been restarted with less than it has stored.
     */
    private static final String CONSISTENT = "consistent";

    private final ConsulHttp http;
    private final String folder;
    private final String prefix;

    KeyValues(ConsulHttp http, FlagKeys keys) {
        this.http = http;
        this.folder = "/v1/kv/" + keys.path();
        this.prefix = keys.prefix();
    }

    /** Gives what is stored under a key, or null. */
    @Nullable
    Entry get(String key) {
        String question = Transaction.of(key).get().toJson();
        Answer answer = reading(() -> http.put("/v1/txn?" + CONSISTENT, question));
        if (isRefused(answer, "doesn't exist")) {
            return null;
        }
        return read(answer, key);
    }

    /**
     * Stores a value under a key.
     *
     * @param before what is there; null: nothing
     * @return false if something else is there
     */
    boolean compareAndSet(String key, @Nullable Entry before, byte[] value) {
        String change = Transaction.of(key)
                .compareAndSet(before == null ? 0 : before.version(), before == null ? 0 : before.flags(), value)
                .toJson();
        Answer answer = http.put("/v1/txn", change);
        if (isRefused(answer, "index is stale")) {
            return false;
        }
        written(answer, key);
        return true;
    }

    /** Removes what is under a key, and gives what that was; null if there was nothing. */
    @Nullable
    Entry remove(String key) {
        Answer answer = http.put("/v1/txn", Transaction.of(key).get().delete().toJson());
        if (isRefused(answer, "doesn't exist")) {
            return null;
        }
        return written(answer, key);
    }

    /** What Consul says has the key in it, which may have the same words, in quotes before the end. */
    private static boolean isRefused(Answer answer, String ending) {
        return answer.status() == Answer.CONFLICT && Transaction.refusal(answer).endsWith(ending);
    }

    private static Entry read(Answer answer, String key) {
        // Consul leaves out what the token may not see.
        String may = "read '" + key + "'";
        return only(answer, may)
                .orElseThrow(
                        () -> ConsulFailure.notDone("it answered Permission denied: the token may not " + may, null));
    }

    /** Who may write may read, so nothing is left out; and whatever has answered, it has had the change. */
    private static Entry written(Answer answer, String key) {
        return only(answer, "write '" + key + "'")
                .orElseThrow(() -> ConsulFailure.unknown("its answer is not Consul's", null));
    }

    private static Optional<Entry> only(Answer answer, String may) {
        if (answer.status() == Answer.CONFLICT) {
            String refusal = Transaction.refusal(answer);
            String token = refusal.startsWith("Permission denied") ? ": the token may not " + may : "";
            throw ConsulFailure.notDone("it answered " + refusal + token, null);
        }
        if (answer.status() != Answer.OK) {
            throw answer.failure(may);
        }
        return Transaction.entries(answer).stream().findFirst();
    }

    /**
     * Gives all that is stored under the base key. What the token may not see Consul leaves out, and what is left could
     * be taken for all there is; rights come and go, so they are looked at before and after.
     */
    Listing all() {
        checkRights();
        Listing listing = listing(reading(() -> http.get(folder + "?recurse&" + CONSISTENT)));
        checkRights();
        return listing;
    }

    private void checkRights() {
        Answer answer = reading(() -> http.get(folder));
        if (answer.status() != Answer.OK && answer.status() != Answer.NOT_FOUND) {
            throw answer.failure(mayReadAll());
        }
    }

    /**
     * Gives all that is stored under the base key once something has changed there, or when it has been waited for long
     * enough.
     *
     * @param index the last change that is known of
     * @param atTheEnd called when {@link #listing} has something to give, in any thread
     */
    Exchange askForChanges(long index, Duration longest, Runnable atTheEnd) {
        // Consul waits up to a sixteenth longer, each time another time, so that not all ask again at once.
        return http.ask(
                folder + "?recurse&index=" + index + "&wait=" + longest.toMillis() + "ms",
                longest.plus(longest.dividedBy(16)),
                atTheEnd);
    }

    /** Gives the answer to {@link #askForChanges}. */
    Listing listing(Exchange ended) {
        return listing(http.answer(ended));
    }

    private Listing listing(Answer answer) {
        if (answer.isOfConsul() && answer.status() == Answer.NOT_FOUND) {
            return new Listing(answer.index(), List.of());
        }
        if (answer.status() != Answer.OK) {
            throw answer.failure(mayReadAll());
        }
        if (!answer.isOfConsul() || !(answer.json() instanceof List<?> entries)) {
            throw ConsulFailure.notDone("its answer is not Consul's", null);
        }
        return new Listing(answer.index(), entries.stream().map(Entry::of).toList());
    }

    private String mayReadAll() {
        return "read what begins with '" + prefix + "'";
    }

    /** To read does no harm, so it is tried once more if the connection turns out to have died. */
    private static Answer reading(Supplier<Answer> call) {
        try {
            return call.get();
        } catch (ConsulFailure e) {
            if (!e.isDisconnected()) {
                throw e;
            }
            try {
                return call.get();
            } catch (ConsulFailure again) {
                again.addSuppressed(e);
                throw again;
            }
        }
    }

    /** Gives up what has been asked for. */
    void cancel(Exchange exchange) {
        http.cancel(exchange);
    }

    /** How long the answer to {@link #askForChanges} may take, once Consul has begun with it. */
    Duration wholeAnswer() {
        return http.wholeAnswer();
    }
}
