package dev.flipper.store.jpa;

import dev.flipper.setting.Setting;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.jpa.JpaSettings.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What settings say together of the database and of the way to it. Immutable. */
final class JpaSetup {

    /** What Jakarta EE has in each server. */
    private static final String DEFAULT_DATASOURCE = "java:comp/DefaultDataSource";

    private static final List<Setting<?>> FOR_URL =
            List.of(JpaSettings.USER, JpaSettings.PASSWORD, JpaSettings.POOL_MAX_SIZE, JpaSettings.POOL_MAX_WAIT);

    private final StoreSettings settings;
    private final List<String> problems = new ArrayList<>();

    private JpaSetup(StoreSettings settings) {
        this.settings = settings;
        judgeWay();
        judgeColumns();
        judgeTrigger();
    }

    /** Throws {@code IllegalArgumentException} that tells all settings that do not go together. */
    static JpaSetup of(StoreSettings settings) {
        JpaSetup setup = new JpaSetup(settings);
        if (!setup.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", setup.problems));
        }
        return setup;
    }

    private boolean has(Setting<?> setting) {
        return settings.get(setting).isPresent();
    }

    private void judgeWay() {
        if (!has(JpaSettings.URL)) {
            FOR_URL.stream()
                    .filter(this::has)
                    .forEach(setting -> problems.add(setting + " is for " + JpaSettings.URL + " only"));
            return;
        }
        if (has(JpaSettings.DATASOURCE)) {
            problems.add(JpaSettings.DATASOURCE + " and " + JpaSettings.URL
                    + " are two ways to a database: leave one of them out");
        }
        if (joins()) {
            problems.add(JpaSettings.TRANSACTIONS + "=join does not go with " + JpaSettings.URL
                    + ": only connections of a server's data source take part in its transactions");
        }
    }

    private void judgeColumns() {
        String name = settings.get(JpaSettings.NAME_COLUMN).orElse(FlagTable.ORIGINAL.nameColumn());
        String item = settings.get(JpaSettings.ITEM_COLUMN).orElse(FlagTable.ORIGINAL.itemColumn());
        if (name.equals(item)) {
            problems.add(JpaSettings.NAME_COLUMN + " and " + JpaSettings.ITEM_COLUMN
                    + " have to be two columns, both are " + name);
        }
    }

    private void judgeTrigger() {
        boolean wanted = settings.get(JpaSettings.TRIGGER).orElse(false);
        if (wanted && !settings.get(JpaSettings.RUN_MIGRATIONS).orElse(true)) {
            problems.add(JpaSettings.TRIGGER + "=true does not go with " + JpaSettings.RUN_MIGRATIONS
                    + "=false, by which nothing is created: leave one of them out");
        }
    }

    private boolean joins() {
        return settings.get(JpaSettings.TRANSACTIONS).orElse(Transactions.OWN) == Transactions.JOIN;
    }

    /**
     * Gives a builder of the store that the settings describe.
     *
     * @throws IllegalArgumentException if there is no driver for the URL
     */
    JpaFeatureFlagStoreBuilder builder() {
        JpaFeatureFlagStoreBuilder builder =
                settings.get(JpaSettings.URL).map(this::overPool).orElseGet(this::overDataSource);
        set(JpaSettings.SCHEMA, builder::schema);
        set(JpaSettings.TABLE, builder::table);
        set(JpaSettings.NAME_COLUMN, builder::nameColumn);
        set(JpaSettings.ITEM_COLUMN, builder::itemColumn);
        set(JpaSettings.RUN_MIGRATIONS, builder::runMigrations);
        set(JpaSettings.TRIGGER, builder::createTrigger);
        set(JpaSettings.LISTEN, builder::listen);
        set(JpaSettings.POLL_INTERVAL, builder::pollInterval);
        set(JpaSettings.TIMEOUT, builder::timeout);
        return builder.joinTransactions(joins());
    }

    private JpaFeatureFlagStoreBuilder overPool(JdbcUrl url) {
        JpaFeatureFlagStoreBuilder builder = new JpaFeatureFlagStoreBuilder(
                url,
                settings.get(JpaSettings.USER).orElse(null),
                settings.get(JpaSettings.PASSWORD).orElse(null));
        set(JpaSettings.POOL_MAX_SIZE, builder::poolSize);
        set(JpaSettings.POOL_MAX_WAIT, builder::poolWait);
        return builder;
    }

    private JpaFeatureFlagStoreBuilder overDataSource() {
        String name = settings.get(JpaSettings.DATASOURCE).orElse(DEFAULT_DATASOURCE);
        return new JpaFeatureFlagStoreBuilder(new NamedDataSource(name), "the data source " + name);
    }

    private <T> void set(Setting<T> setting, Consumer<T> setter) {
        settings.get(setting).ifPresent(setter);
    }
}
