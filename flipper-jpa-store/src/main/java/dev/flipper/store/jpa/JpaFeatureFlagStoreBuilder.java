package dev.flipper.store.jpa;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link JpaFeatureFlagStore}. Not thread-safe. */
public final class JpaFeatureFlagStoreBuilder {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final Supplier<Connections> connections;
    private final String where;
    private final boolean canJoin;
    private @Nullable String schema;
    private String table = FlagTable.ORIGINAL.table();
    private String nameColumn = FlagTable.ORIGINAL.nameColumn();
    private String itemColumn = FlagTable.ORIGINAL.itemColumn();
    private boolean createTable = true;
    private boolean createTrigger = true;
    private boolean listen = true;
    private boolean join;
    private Duration timeout = Duration.ofSeconds(2);
    private Duration pollInterval = Duration.ofSeconds(5);
    private int poolSize = 4;
    private @Nullable Duration poolWait;
    private @Nullable String provider;
    private ThreadFactory threads = task -> {
        Thread thread = new Thread(task, "flipper-jpa");
        thread.setDaemon(true);
        return thread;
    };

    JpaFeatureFlagStoreBuilder(DataSource dataSource) {
        this(given(dataSource), "the data source " + named(dataSource));
    }

    /** Over connections of a place that messages name. */
    JpaFeatureFlagStoreBuilder(Connections connections, String where) {
        this.connections = () -> connections;
        this.where = where;
        this.canJoin = true;
    }

    /** Over a pool that belongs to the store. */
    JpaFeatureFlagStoreBuilder(JdbcUrl url, @Nullable String user, @Nullable String password) {
        this.connections = () -> pool(url, user, password);
        this.where = url.toString();
        this.canJoin = false;
    }

    private static Connections given(DataSource dataSource) {
        Objects.requireNonNull(dataSource, "dataSource");
        return () -> Connections.of(dataSource);
    }

    /** Its own text may have anything in it, a password too. */
    private static String named(DataSource dataSource) {
        String name = dataSource.getClass().getSimpleName();
        return name.isEmpty() ? dataSource.getClass().getName() : name;
    }

    private Connections pool(JdbcUrl url, @Nullable String user, @Nullable String password) {
        DriverDataSource source = new DriverDataSource(url, user, password, timeout);
        return new JdbcPool(source, poolSize, poolWait == null ? timeout : poolWait, InstantSource.system());
    }

    /**
     * Sets the schema that the table is in. It is not created.
     *
     * @param newSchema the name as the database has it, upper and lower case told apart: letters, digits and
     *     underscores; the one of the connections unless set
     * @return this builder
     * @throws IllegalArgumentException if it is no such name
     */
    public JpaFeatureFlagStoreBuilder schema(String newSchema) {
        schema = SqlName.require("schema", newSchema);
        return this;
    }

    /**
     * Sets the table. Stores with different tables share nothing.
     *
     * @param newTable the name as the database has it, upper and lower case told apart: letters, digits and
     *     underscores; {@code feature_flags} unless set, as in the Python original
     * @return this builder
     * @throws IllegalArgumentException if it is no such name
     */
    public JpaFeatureFlagStoreBuilder table(String newTable) {
        table = SqlName.require("table", newTable);
        return this;
    }

    /**
     * Sets the column of the flags' names, which is the table's key. Of an existing table it is taken as it is; a flag
     * whose name is longer than it is wide cannot be created.
     *
     * @param column the name as the database has it; {@code name} unless set, as in the Python original
     * @return this builder
     * @throws IllegalArgumentException if it does not consist of letters, digits and underscores
     */
    public JpaFeatureFlagStoreBuilder nameColumn(String column) {
        nameColumn = SqlName.require("name column", column);
        return this;
    }

    /**
     * Sets the column of the flags' JSON documents, which are bytes in UTF-8.
     *
     * @param column the name as the database has it; {@code item} unless set, as in the Python original
     * @return this builder
     * @throws IllegalArgumentException if it does not consist of letters, digits and underscores
     */
    public JpaFeatureFlagStoreBuilder itemColumn(String column) {
        itemColumn = SqlName.require("item column", column);
        return this;
    }

    /**
     * Sets whether the table is created if it is not there, on PostgreSQL and H2. On other databases it has to be there
     * in any case.
     *
     * @param create true unless set; with false nothing is created, a trigger neither
     * @return this builder
     */
    public JpaFeatureFlagStoreBuilder runMigrations(boolean create) {
        createTable = create;
        return this;
    }

    /**
     * Sets whether a trigger is put on the table that makes PostgreSQL notify of changes, by whomever they are made.
     *
     * @param create true unless set
     * @return this builder
     */
    public JpaFeatureFlagStoreBuilder createTrigger(boolean create) {
        createTrigger = create;
        return this;
    }

    /**
     * Sets whether PostgreSQL's notifications are listened to, which takes one connection as long as anybody is
     * {@linkplain JpaFeatureFlagStore#subscribe subscribed}.
     *
     * @param toNotifications true unless set; with false the table is looked at in intervals
     * @return this builder
     */
    public JpaFeatureFlagStoreBuilder listen(boolean toNotifications) {
        listen = toNotifications;
        return this;
    }

    /**
     * Sets how often the table is looked at for changes by others, where the database does not notify of them.
     *
     * @param interval the time between two looks, from a millisecond to a day; 5 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public JpaFeatureFlagStoreBuilder pollInterval(Duration interval) {
        pollInterval = within("poll interval", interval);
        return this;
    }

    /**
     * Sets whether a change is a part of the caller's transaction, if there is one that a server manages, or a
     * transaction of its own, for which the caller's is suspended.
     *
     * @param part false unless set
     * @return this builder
     */
    public JpaFeatureFlagStoreBuilder joinTransactions(boolean part) {
        join = part;
        return this;
    }

    /**
     * Sets how long the store waits for a row that somebody else has locked, and, a second longer, for an answer of the
     * database. Over a JDBC URL, for a free connection too.
     *
     * @param newTimeout the time, from a millisecond to a day; 2 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public JpaFeatureFlagStoreBuilder timeout(Duration newTimeout) {
        timeout = within("timeout", newTimeout);
        return this;
    }

    private static Duration within(String what, Duration time) {
        // Not in milliseconds, for which a very long time is too long.
        if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The " + what + " must be from a millisecond to a day, it is " + time);
        }
        return time;
    }

    /**
     * Sets where the thread comes from that looks after changes, for servers that want to make their threads
     * themselves.
     *
     * @param factory makes threads, which run until the store is closed; daemons named {@code flipper-jpa} unless set
     * @return this builder
     */
    public JpaFeatureFlagStoreBuilder threadFactory(ThreadFactory factory) {
        threads = Objects.requireNonNull(factory, "factory");
        return this;
    }

    /** Sets how many connections there are at most, over a JDBC URL. */
    JpaFeatureFlagStoreBuilder poolSize(int size) {
        poolSize = size;
        return this;
    }

    /** Sets how long a free connection is waited for, over a JDBC URL; as long as for other things unless set. */
    JpaFeatureFlagStoreBuilder poolWait(Duration wait) {
        poolWait = wait;
        return this;
    }

    /** Sets the class of the only persistence provider to use, where there are several. */
    JpaFeatureFlagStoreBuilder provider(String className) {
        provider = className;
        return this;
    }

    /**
     * Makes the store. Does no I/O.
     *
     * @return a new store
     * @throws IllegalArgumentException if the two columns are one, if there is no driver for the JDBC URL, or if
     *     changes are to be a part of the caller's transaction over a JDBC URL, whose connections no server knows
     */
    public JpaFeatureFlagStore build() {
        if (join && !canJoin) {
            throw new IllegalArgumentException("Changes over " + where
                    + " cannot join the caller's transaction: that takes a data source of the server's");
        }
        return new JpaFeatureFlagStore(this);
    }

    /** Gives what the store closes. */
    Connections connections() {
        return connections.get();
    }

    String where() {
        return where;
    }

    FlagTable table() {
        return new FlagTable(schema, table, nameColumn, itemColumn);
    }

    boolean createsTable() {
        return createTable;
    }

    boolean createsTrigger() {
        return createTable && createTrigger;
    }

    boolean listens() {
        return listen;
    }

    Duration pollInterval() {
        return pollInterval;
    }

    ThreadFactory threads() {
        return threads;
    }

    boolean joins() {
        return join;
    }

    Duration timeout() {
        return timeout;
    }

    @Nullable
    String provider() {
        return provider;
    }
}
