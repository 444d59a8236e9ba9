package dev.flipper.store.thrift;

import dev.flipper.store.FlagDefinition;
import java.util.List;
import java.util.Optional;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** How flags are read and changed over a connection: by our methods, or by those of the original. Stateless. */
interface RemoteFlags {

    /** A part of all flags. */
    record Page(List<RemoteEntry> entries, boolean more) {

        /** Gives the name of the last flag; null if none of the entries is one. */
        @Nullable
        String lastFlag() {
            String last = null;
            for (RemoteEntry entry : entries) {
                last = entry.readable() == null ? last : entry.name();
            }
            return last;
        }
    }

    /**
     * What became of a change.
     *
     * @param done whether it was made
     * @param current what there is now, or was when it was compared
     */
    record Outcome(boolean done, RemoteEntry current) {}

    RemoteEntry read(ClientConnection connection, String name) throws TException;

    /** Makes a flag, unless there is something of its name. */
    Outcome create(ClientConnection connection, FlagDefinition flag) throws TException;

    /** Changes a flag that is as it was. */
    Outcome replace(ClientConnection connection, FlagDefinition before, FlagDefinition after) throws TException;

    /** Removes what there is, and gives what that was. */
    RemoteEntry remove(ClientConnection connection, String name) throws TException;

    /** Gives some of the entries behind a name, in order; without a name from the beginning. */
    Page after(ClientConnection connection, @Nullable String name) throws TException;

    /** Gives some of the flags from an offset on, in order; nothing if only the whole can be read. */
    Optional<Page> list(ClientConnection connection, int limit, int offset) throws TException;
}
