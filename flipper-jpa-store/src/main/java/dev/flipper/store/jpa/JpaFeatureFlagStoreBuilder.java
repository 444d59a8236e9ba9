package dev.flipper.store.jpa;

import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Builds a store. Not thread-safe. */
public final class JpaFeatureFlagStoreBuilder {

    private static final Duration LONGEST = Duration.ofDays(1);

    private final DataSources sources;
    private final String where;
    private FlagTable table = FlagTable.ORIGINAL;
    private boolean createTable = true;
    private boolean join;
    private Duration timeout = Duration.ofSeconds(2);
    private @Nullable String provider;

    JpaFeatureFlagStoreBuilder(DataSource dataSource) {
        Objects.requireNonNull(dataSource, "dataSource");
        sources = () -> dataSource;
        where = "the data source " + dataSource.getClass().getSimpleName();
    }

    /** Over connections of a place that messages name. */
    JpaFeatureFlagStoreBuilder(DataSources sources, String where) {
        this.sources = sources;
        this.where = where;
    }

    JpaFeatureFlagStoreBuilder table(FlagTable newTable) {
        table = newTable;
        return this;
    }

    /**
     * Sets whether the table is created if it is not there.
     *
     * @param create true unless set
     * @return this builder
     */
    public JpaFeatureFlagStoreBuilder runMigrations(boolean create) {
        createTable = create;
        return this;
    }

    /**
     * Sets whether a change is a part of the caller's transaction, if there is one that a server manages, or a
     * transaction of its own.
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
     * database.
     *
     * @param newTimeout the time, from a millisecond to a day; 2 seconds unless set
     * @return this builder
     * @throws IllegalArgumentException if it is outside of that
     */
    public JpaFeatureFlagStoreBuilder timeout(Duration newTimeout) {
        if (newTimeout.toMillis() < 1 || newTimeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The timeout must be from a millisecond to a day, it is " + newTimeout);
        }
        timeout = newTimeout;
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
     */
    public JpaFeatureFlagStore build() {
        return new JpaFeatureFlagStore(this);
    }

    DataSources sources() {
        return sources;
    }

    String where() {
        return where;
    }

    FlagTable table() {
        return table;
    }

    boolean createsTable() {
        return createTable;
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
