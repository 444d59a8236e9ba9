package dev.flipper.store.jpa;

import java.sql.SQLException;

/** Makes PostgreSQL tell of changes in the table, unless it does. */
final class NotifyTrigger {

    /**
     * Whatever has this name tells of changes as it is described in the guide. It is never made again: should it have
     * to be another one some day, it has to have another name, as nodes of both kinds use the table then.
     */
    static final String FUNCTION = "flipper_notify";

    private static final String ROW_TRIGGER = "flipper_changed";
    private static final String TRUNCATE_TRIGGER = "flipper_truncated";

    /** Of all advisory locks of the database, the one for making triggers: "flip" in ASCII. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(1718380912)";

    /**
     * Tells the names before and after a change; an empty one if anything may have changed, or the name is too long to
     * be told. A writer never fails by it, not even if the column has another name by now.
     */
    private static final String FUNCTION_BODY = """
            DECLARE
                flags text[] := ARRAY[]::text[];
                flag text;
            BEGIN
                BEGIN
                    IF TG_OP IN ('UPDATE', 'DELETE') THEN
                        EXECUTE format('SELECT ($1).%I::text', TG_ARGV[0]) INTO flag USING OLD;
                        flags := flags || flag;
                    END IF;
                    IF TG_OP IN ('INSERT', 'UPDATE') THEN
                        EXECUTE format('SELECT ($1).%I::text', TG_ARGV[0]) INTO flag USING NEW;
                        flags := flags || flag;
                    END IF;
                    IF TG_OP = 'TRUNCATE' THEN
                        flags := ARRAY[''];
                    END IF;
                EXCEPTION WHEN undefined_column THEN
                    flags := ARRAY[''];
                END;
                FOREACH flag IN ARRAY flags LOOP
                    PERFORM pg_notify('flipper_' || TG_RELID,
                        CASE WHEN octet_length(flag) < 8000 THEN flag ELSE '' END);
                END LOOP;
                RETURN NULL;
            END;""";

    private NotifyTrigger() {}

    /**
     * Looks whether the table tells of changes, and makes it do so if that may be. Nodes that come at once do it one
     * after the other; where there is nothing to do, nothing is done, as the user may not have the right to.
     *
     * @throws SQLException if it does not
     */
    static WatchedTable ensure(WatchConnection connection, WatchSettings settings) throws SQLException {
        WatchedTable table = WatchedTable.read(connection.connection(), settings.table());
        if (!table.tellsAll() && settings.trigger()) {
            connection.inTransaction(() -> create(connection, settings));
            table = WatchedTable.read(connection.connection(), settings.table());
        }
        if (!table.tellsAll()) {
            throw new SQLException("the table " + settings.table() + " has no trigger that tells of all changes");
        }
        return table;
    }

    private static void create(WatchConnection connection, WatchSettings settings) throws SQLException {
        // Others who write would wait behind us for whom we wait for.
        long patience = Math.max(1, settings.timeout().toMillis() / 2);
        connection.execute("SET LOCAL lock_timeout = " + patience, LOCK);
        WatchedTable table = WatchedTable.read(connection.connection(), settings.table());
        String on = " ON " + settings.table().quoted("\"");
        String function = table.schema() + "." + FUNCTION;
        if (!table.hasFunction()) {
            connection.execute("CREATE FUNCTION " + function
                    + "() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $flipper$\n"
                    + FUNCTION_BODY + "\n$flipper$");
        }
        if (!table.tellsOfRows()) {
            connection.execute("CREATE OR REPLACE TRIGGER " + ROW_TRIGGER + " AFTER INSERT OR UPDATE OR DELETE" + on
                    + " FOR EACH ROW EXECUTE FUNCTION " + function + "('"
                    + settings.table().nameColumn() + "')");
        }
        if (!table.tellsOfTruncation()) {
            connection.execute("CREATE OR REPLACE TRIGGER " + TRUNCATE_TRIGGER + " AFTER TRUNCATE" + on
                    + " FOR EACH STATEMENT EXECUTE FUNCTION " + function + "()");
        }
    }
}
