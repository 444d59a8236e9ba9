package dev.flipper.store.jpa;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a failure means, by the SQLSTATE of what caused it: classes of the SQL standard, and PostgreSQL's and H2's own.
 */
final class SqlFailures {

    private SqlFailures() {}

    /** Another writer was in the way, and the whole transaction is undone: it may be tried again. */
    static boolean isConflict(Throwable failure) {
        // Serialization failure; PostgreSQL's deadlock; H2 met a row that was changed meanwhile. Of others of class 40
        // it is not known that nothing has been done.
        return has(failure, state -> state.equals("40001") || state.equals("40P01") || state.equals("90131"));
    }

    /** There is a row of this key. */
    static boolean isDuplicate(Throwable failure) {
        return has(failure, state -> state.equals("23505") || state.equals("23000"));
    }

    /**
     * The connection is dead, as one is that has been in a pool while the server was restarted, or has been cut off
     * while it was made. One that has been waited for in vain is not, nor is there one if nobody answers: the next may
     * take as long.
     */
    static boolean isDeadConnection(Throwable failure) {
        if (isCutOff(failure)) {
            return true;
        }
        // 08: connection exceptions; 57P: PostgreSQL ends, or has waited too long for a statement; 90067, 90121 and
        // 90098: H2's connection or database is closed.
        return has(
                        failure,
                        state -> state.startsWith("08")
                                || state.startsWith("57P")
                                || state.equals("90067")
                                || state.equals("90121")
                                || state.equals("90098"))
                && find(failure, SocketTimeoutException.class) == null
                && find(failure, NoConnectionException.class) == null;
    }

    /** PostgreSQL has ended this very connection, or all of them, and says so. */
    private static boolean isCutOff(Throwable failure) {
        return has(failure, state -> state.equals("57P01") || state.equals("57P02"));
    }

    /** The table is not there. */
    static boolean isMissingTable(Throwable failure) {
        // PostgreSQL; others, H2 among them; H2, which knows a similar name, or has no table at all.
        return has(
                failure,
                state -> state.equals("42P01")
                        || state.equals("42S02")
                        || state.equals("42S03")
                        || state.equals("42S04"));
    }

    /** Somebody else has locked what was needed, for longer than PostgreSQL was to wait. */
    static boolean isLocked(Throwable failure) {
        return has(failure, state -> state.equals("55P03"));
    }

    private static boolean has(Throwable failure, Predicate<String> state) {
        return causes(failure).stream()
                .anyMatch(cause -> cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && state.test(sql.getSQLState()));
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        return causes(failure).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    /** What the database itself has said, or why it could not be asked, without what was wrapped around it. */
    static String describe(Throwable failure) {
        Throwable told = told(failure);
        String message = told.getMessage() == null ? told.getClass().getName() : oneLine(told.getMessage());
        if (told instanceof NoConnectionException) {
            return message;
        }
        if (isLocked(failure)) {
            return "somebody else has locked it for too long: " + message;
        }
        return find(failure, SocketTimeoutException.class) == null
                ? message
                : "the database has not answered in time: " + message;
    }

    /** PostgreSQL tells on a line of its own where in our statement the mistake is, which nobody sees. */
    private static String oneLine(String message) {
        return message.replaceAll("\\R\\s*Position: \\d+", "").replaceAll("\\R\\s*", " ");
    }

    private static Throwable told(Throwable failure) {
        Throwable told = find(failure, NoConnectionException.class);
        if (told == null) {
            told = find(failure, SQLException.class);
        }
        if (told == null) {
            List<Throwable> causes = List.copyOf(causes(failure));
            told = causes.get(causes.size() - 1);
        }
        return told;
    }

    private static Set<Throwable> causes(Throwable failure) {
        Set<Throwable> causes = new LinkedHashSet<>();
        for (Throwable cause = failure; cause != null && causes.add(cause); cause = cause.getCause()) {
            // added by the condition
        }
        return causes;
    }
}
