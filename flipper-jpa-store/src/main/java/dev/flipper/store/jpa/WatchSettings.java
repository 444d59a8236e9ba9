package dev.flipper.store.jpa;

import java.sql.SQLException;
import java.time.Duration;

/**
 * What a watch needs to know.
 *
 * @param connections where its connections come from: one to listen with, or one for each poll
 * @param table the table to watch
 * @param preparation sees to it that the table is there, before each attempt to watch it
 * @param listen whether to listen where the database can tell of changes
 * @param trigger whether to make the trigger by which it does
 * @param timeout how long to wait for an answer
 * @param pollInterval how often to look where the database does not tell of changes
 * @param where the table and its database, in messages
 */
record WatchSettings(
        Connections connections,
        FlagTable table,
        Preparation preparation,
        boolean listen,
        boolean trigger,
        Duration timeout,
        Duration pollInterval,
        String where) {

    private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(50);
    private static final Duration LONGEST_HEARTBEAT = Duration.ofSeconds(1);

    /** What is done before the table is watched. */
    @FunctionalInterface
    interface Preparation {
        void run() throws SQLException;
    }

    /** Gives how often to see to it that a connection to listen with and the trigger are still there. */
    Duration heartbeat() {
        Duration half = timeout.dividedBy(2);
        if (half.compareTo(SHORTEST_HEARTBEAT) < 0) {
            return SHORTEST_HEARTBEAT;
        }
        return half.compareTo(LONGEST_HEARTBEAT) > 0 ? LONGEST_HEARTBEAT : half;
    }
}
