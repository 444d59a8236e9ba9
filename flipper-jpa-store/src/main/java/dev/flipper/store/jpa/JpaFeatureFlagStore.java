package dev.flipper.store.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.FlagFormatException;
import dev.flipper.StoreException;
import dev.flipper.Subscription;
import dev.flipper.store.Change;
import dev.flipper.store.ChangeWatch;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.FlagVisitor;
import dev.flipper.store.StoreListener;
import dev.flipper.store.StoreTransaction;
import dev.flipper.store.jpa.FlagTransactions.AbortedException;
import dev.flipper.store.jpa.FlagTransactions.DoubtfulException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Flags in a table of a database, by Jakarta Persistence, shared by all processes that use the table, on PostgreSQL the
 * Python original included: of each flag its name and its JSON document, in the columns {@code name} and {@code item}
 * of {@code feature_flags}.
 *
 * <p>Each read asks the database, by the key of the table, so put a {@link dev.flipper.store.MirroredFeatureFlagStore}
 * before it, or a {@link dev.flipper.store.CachedFeatureFlagStore}; settings do by themselves.
 *
 * <p>Each change is one atomic step: it locks the flag's row, and is committed when the method returns. If another
 * writer was in the way (a deadlock, a failed serialization), or the connection had died in the pool, it is tried
 * again. Where a server manages transactions, that of the caller is suspended meanwhile, so that the change stands
 * whatever becomes of it. With {@link JpaFeatureFlagStoreBuilder#joinTransactions} the change is a part of the caller's
 * transaction instead: nobody else sees it before the commit, after a rollback it has never been, and its row stays
 * locked until then. A change that the database refuses lets the caller's transaction end in no other way than a
 * rollback. Reads are of what is committed, except those of {@link #transaction()}.
 *
 * <p>If the database fails or does not answer in time, the methods throw {@link StoreException}. A change whose commit
 * was not answered is not tried again, as it may have been made: the exception says so.
 *
 * <p>The table is created when the database is first needed, unless that is
 * {@linkplain JpaFeatureFlagStoreBuilder#runMigrations switched off}. The database need not be there before, nor a
 * provider of Jakarta Persistence; the store has an entity manager factory of its own, of which the application's
 * persistence units know nothing.
 *
 * <p>Thread-safe.
 */
public final class JpaFeatureFlagStore implements FeatureFlagStore {

    private static final Logger LOGGER = System.getLogger(JpaFeatureFlagStore.class.getName());

    private final FlagTable table;
    private final Connections connections;
    private final FlagPersistence persistence;
    private final FlagTransactions transactions;
    private final CallerTransactions callers;
    private final TableSetup setup;
    private final boolean join;
    private final String where;
    private final RowVersions versions;
    private final ChangeWatch watch;
    private volatile boolean closed;

    /**
     * Uses a data source with the usual settings (see {@link #builder(DataSource)}). Does no I/O.
     *
     * @param dataSource where connections come from; it stays the caller's
     */
    public JpaFeatureFlagStore(DataSource dataSource) {
        this(builder(dataSource));
    }

    JpaFeatureFlagStore(JpaFeatureFlagStoreBuilder settings) {
        table = settings.table();
        where = "the table " + table + " of " + settings.where();
        join = settings.joins();
        callers = TransactionManagers.find();
        connections = settings.connections();
        setup = new TableSetup(connections, table, settings.createsTable(), settings.timeout());
        persistence = new FlagPersistence(
                new FlagPersistenceUnit(
                        table, new FlagConnections(connections, callers, settings.timeout()), settings.provider()),
                setup,
                settings.timeout());
        transactions = new FlagTransactions(persistence, callers, setup, settings.timeout());
        WatchSettings watched = new WatchSettings(
                connections,
                table,
                setup::ensure,
                settings.listens(),
                settings.createsTrigger(),
                settings.timeout(),
                settings.pollInterval(),
                where);
        versions = new RowVersions(table);
        watch = new ChangeWatch(new WatchedDatabase(watched, versions), LOGGER, settings.threads());
    }

    /**
     * Uses a data source with settings of one's own.
     *
     * @param dataSource where connections come from; it stays the caller's
     * @return a builder
     */
    public static JpaFeatureFlagStoreBuilder builder(DataSource dataSource) {
        return new JpaFeatureFlagStoreBuilder(dataSource);
    }

    /**
     * Uses a JDBC URL that says who we are, or a database that does not ask. For plain Java: in a server its data
     * sources are the better way. Takes the driver on the class path.
     *
     * @param jdbcUrl the address, as {@code jdbc:postgresql://host/database}. The store makes up to 4 connections to
     *     it, which it closes
     * @return a builder
     * @throws IllegalArgumentException if it is no JDBC URL
     */
    public static JpaFeatureFlagStoreBuilder builder(String jdbcUrl) {
        return new JpaFeatureFlagStoreBuilder(url(jdbcUrl), null, null);
    }

    /**
     * Uses a JDBC URL. For plain Java: in a server its data sources are the better way. Takes the driver on the class
     * path.
     *
     * @param jdbcUrl the address, as {@code jdbc:postgresql://host/database}. The store makes up to 4 connections to
     *     it, which it closes
     * @param user the user of the database
     * @param password the password, which no message shows
     * @return a builder
     * @throws IllegalArgumentException if it is no JDBC URL
     */
    public static JpaFeatureFlagStoreBuilder builder(String jdbcUrl, String user, String password) {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        return new JpaFeatureFlagStoreBuilder(url(jdbcUrl), user, password);
    }

    private static JdbcUrl url(String text) {
        try {
            return JdbcUrl.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("It must be " + JdbcUrl.EXPECTED + ": " + e.getMessage(), e);
        }
    }

    @Override
    public @Nullable FlagDefinition get(String name) {
        return get(name, () -> transactions.<byte @Nullable []>read(manager -> FlagRows.item(manager, name)));
    }

    private @Nullable FlagDefinition getWithin(String name) {
        return get(name, () -> transactions.<byte @Nullable []>within(manager -> FlagRows.item(manager, name)));
    }

    private @Nullable FlagDefinition get(String name, Supplier<byte @Nullable []> reading) {
        byte[] item = FlagNames.isStorable(name) ? this.<byte @Nullable []>reading(name, reading) : null;
        if (item == null) {
            return null;
        }
        versions.shown(name);
        return FlagDefinition.fromStored(name, item);
    }

    @Override
    public boolean create(FlagDefinition definition) {
        String name = definition.name();
        requireRoom(name);
        byte[] item = definition.toJson().getBytes(UTF_8);
        try {
            return this.<Boolean>writing(name, manager -> FlagRows.insert(manager, name, item), created -> created);
        } catch (StoreException e) {
            if (SqlFailures.isDuplicate(e)) {
                // Somebody has been faster.
                return false;
            }
            throw e;
        }
    }

    private void requireRoom(String name) {
        if (!FlagNames.isStorable(name)) {
            throw new StoreException(
                    "The flag '" + name + "' cannot be in a database: its name has a lone surrogate or a NUL", null);
        }
        NameColumn column = this.<NameColumn>reading(name, () -> callers.outside(() -> nameColumn(name)));
        if (!column.takes(name)) {
            throw new StoreException(
                    "The flag '" + name + "' cannot be in " + where + ": its name has " + column.length(name)
                            + " characters, and the column " + table.nameColumn() + " takes " + column.width(),
                    null);
        }
    }

    private NameColumn nameColumn(String name) {
        persistence.prepare();
        try {
            return setup.nameColumn(name);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    @Override
    public @Nullable Change update(String name, UnaryOperator<FlagDefinition> change) {
        Objects.requireNonNull(change, "change");
        if (!FlagNames.isStorable(name)) {
            return null;
        }
        return this.<@Nullable Change>writing(
                name,
                manager -> FlagRows.update(manager, name, change),
                done -> done != null && !Objects.equals(done.before(), done.after()));
    }

    @Override
    public @Nullable Change delete(String name) {
        if (!FlagNames.isStorable(name)) {
            return null;
        }
        byte[] removed =
                this.<byte @Nullable []>writing(name, manager -> FlagRows.remove(manager, name), done -> done != null);
        return removed == null ? null : new Change(readable(name, removed), null);
    }

    private static @Nullable FlagDefinition readable(String name, byte[] item) {
        try {
            return FlagDefinition.fromStored(name, item);
        } catch (FlagFormatException e) {
            return null;
        }
    }

    /** Passes over all flags, which one statement reads. */
    @Override
    public void forEach(FlagVisitor visitor) {
        Objects.requireNonNull(visitor, "visitor");
        List<Object[]> rows = failing("The flags could not be read from ", () -> transactions.read(FlagRows::all));
        rows.forEach(row -> show((String) row[0], (byte[]) row[1], visitor));
    }

    private void show(String name, byte[] item, FlagVisitor visitor) {
        versions.shown(name);
        FlagDefinition definition;
        try {
            definition = FlagDefinition.fromStored(name, item);
        } catch (FlagFormatException e) {
            visitor.unreadable(name, e);
            return;
        }
        visitor.flag(definition);
    }

    /**
     * Tells of changes by anyone, on PostgreSQL as soon as they are committed; see the builder for what it takes. The
     * subscription is connected in the background, as soon as the database is there.
     */
    @Override
    public Optional<Subscription> subscribe(StoreListener listener) {
        return Optional.of(watch.subscribe(listener));
    }

    /** Gives the caller's transaction where changes are to be a part of it; that takes a server that manages it. */
    @Override
    public Optional<StoreTransaction> transaction() {
        return join ? Optional.ofNullable(callers.current(this::getWithin)) : Optional.empty();
    }

    /**
     * Gives up what the store holds: its entity manager factory, and, of a JDBC URL, its connections. A data source
     * stays open. Later calls fail.
     */
    @Override
    public void close() {
        closed = true;
        try (connections;
                persistence) {
            watch.close();
        }
    }

    private <T extends @Nullable Object> T reading(String flag, Supplier<T> call) {
        return failing("The flag '" + flag + "' could not be read from ", call);
    }

    /** Changes a flag, and tells of it when the change stands. */
    private <T extends @Nullable Object> T writing(
            String flag, Function<EntityManager, T> work, Predicate<T> hasChanged) {
        StoreTransaction joined = transaction().orElse(null);
        T result = written(flag, () -> joined == null ? transactions.change(work) : transactions.within(work));
        if (hasChanged.test(result)) {
            tell(flag, joined);
        }
        return result;
    }

    private <T extends @Nullable Object> T written(String flag, Supplier<T> call) {
        try {
            return failing("The flag '" + flag + "' was not changed in ", call);
        } catch (AbortedException e) {
            throw e.reason;
        } catch (DoubtfulException e) {
            throw new StoreException(
                    "The flag '" + flag + "' could not be changed in " + where
                            + ", or the answer was lost; which of the two is not known: " + SqlFailures.describe(e),
                    e);
        }
    }

    /** Makes our own exceptions of what the provider throws. */
    private <T extends @Nullable Object> T failing(String what, Supplier<T> call) {
        try {
            if (closed) {
                throw new PersistenceException("the store is closed");
            }
            return call.get();
        } catch (StoreException | AbortedException | DoubtfulException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new StoreException(what + where + ": " + SqlFailures.describe(e) + advice(e), e);
        }
    }

    private String advice(Throwable failure) {
        return !setup.creates() && SqlFailures.isMissingTable(failure)
                ? ". It is not created, as migrations are switched off (jpa.run-migrations)"
                : "";
    }

    private void tell(String flag, @Nullable StoreTransaction joined) {
        if (joined == null) {
            changed(flag);
        } else {
            joined.onEnd(committed -> {
                if (committed) {
                    changed(flag);
                }
            });
        }
    }

    private void changed(String flag) {
        versions.shown(flag);
        watch.changed(flag);
    }
}
