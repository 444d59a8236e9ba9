package dev.flipper;

import dev.flipper.event.FlagChange;
import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.StoreListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells changes that a client makes from those that others make. A store that knows a change notifies it in the thread
 * that makes it. So what is notified of a flag in a thread that is writing it waits until the store has said what came
 * of the write: this is the client's own change, all others are somebody else's. They are told then, in their order.
 */
final class OwnWrites implements StoreListener {

    private final Map<Writer, Write> writing = new ConcurrentHashMap<>();
    private final Consumer<FlagChange> externalChange;
    private final Problems problems;

    /**
     * Not a record: the equality of records keeps the class loader of the last one in the JDK 17, its application gone.
     */
    private static final class Writer {

        private final Thread thread;
        private final String flag;

        Writer(Thread thread, String flag) {
            this.thread = thread;
            this.flag = flag;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Writer writer && thread.equals(writer.thread) && flag.equals(writer.flag);
        }

        @Override
        public int hashCode() {
            return 31 * thread.hashCode() + flag.hashCode();
        }
    }

    /**
     * The writes of one flag in one thread: the outermost, and those that listeners make within it. Only when all are
     * over is it known whose each change was. Used by this thread only.
     */
    static final class Write {

        private final Writer writer;
        private final List<Change> notified = new ArrayList<>();
        private final List<Change> outcomes = new ArrayList<>();
        private int depth;

        private Write(Writer writer) {
            this.writer = writer;
        }

        /** Takes a change that the client has made. */
        void own(Change change) {
            outcomes.add(change);
        }

        private List<Change> foreign() {
            outcomes.forEach(this::removeOwn);
            return notified;
        }

        /** Of equal changes the last one, since the first ones came before the write. */
        private void removeOwn(Change own) {
            int same = indexOfSame(own);
            int index = same < 0 ? notified.lastIndexOf(own) : same;
            if (index >= 0) {
                notified.remove(index);
            }
        }

        @SuppressWarnings("ReferenceEquality") // the very definitions of the write leave no doubt, equal ones do
        private int indexOfSame(Change own) {
            for (int i = 0; i < notified.size(); i++) {
                Change change = notified.get(i);
                if (change.before() == own.before() && change.after() == own.after()) {
                    return i;
                }
            }
            return -1;
        }
    }

    OwnWrites(Consumer<FlagChange> externalChange, Problems problems) {
        this.externalChange = externalChange;
        this.problems = problems;
    }

    /**
     * Makes a write, and then tells of the changes by others that came to light meanwhile.
     *
     * @param outcome gives the change that the write has made, or null if it has made none
     */
    <T extends @Nullable Object> T write(String flag, Supplier<T> write, Function<T, @Nullable Change> outcome) {
        Write open = begin(flag);
        try {
            T result = write.get();
            Change own = outcome.apply(result);
            if (own != null) {
                open.own(own);
            }
            return result;
        } finally {
            end(open);
        }
    }

    /** Begins a write in this thread, which has to be ended. */
    Write begin(String flag) {
        Write open = writing.computeIfAbsent(new Writer(Thread.currentThread(), flag), Write::new);
        open.depth++;
        return open;
    }

    /** Ends a write in the same thread, and tells of the changes by others. */
    void end(Write open) {
        if (--open.depth == 0) {
            // First, as who hears of a change may write the same flag.
            writing.remove(open.writer);
            open.foreign().forEach(change -> tell(open.writer.flag, change));
        }
    }

    /** A hint without a local copy: what has changed, and who did it, cannot be told. */
    @Override
    public void changed(String flag) {}

    @Override
    public void changed(String flag, Change change) {
        if (!isOf(flag, change)) {
            problems.changeRefused(String.valueOf(flag), String.valueOf(change));
            return;
        }
        Write open = writing.get(new Writer(Thread.currentThread(), flag));
        if (open == null) {
            tell(flag, change);
        } else {
            open.notified.add(change);
        }
    }

    /** A store may be anybody's code; an event with another flag, or with none, would pass its mistake on. */
    private static boolean isOf(@Nullable String flag, @Nullable Change change) {
        return flag != null && change != null && isNamed(flag, change.before()) && isNamed(flag, change.after());
    }

    private static boolean isNamed(String flag, @Nullable FlagDefinition definition) {
        return definition == null || definition.name().equals(flag);
    }

    private void tell(String flag, Change change) {
        // From nothing to nothing is what remains of an entry that could not be read.
        if (!Objects.equals(change.before(), change.after())) {
            externalChange.accept(new FlagChange(flag, change.before(), change.after()));
        }
    }
}
