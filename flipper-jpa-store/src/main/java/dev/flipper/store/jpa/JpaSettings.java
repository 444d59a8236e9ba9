package dev.flipper.store.jpa;

import dev.flipper.setting.Setting;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** The settings of {@code flipper.store=jpa}, each by itself. */
final class JpaSettings {

    /** Whose transactions changes are made in. */
    enum Transactions {
        OWN,
        JOIN
    }

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    static final Setting<String> DATASOURCE = checked("jpa.datasource", Jndi.EXPECTED, Jndi::isName);
    static final Setting<JdbcUrl> URL = Setting.of("jpa.url", JdbcUrl.EXPECTED, JdbcUrl::of);
    static final Setting<String> USER = Setting.text("jpa.user");
    static final Setting<String> PASSWORD = Setting.text("jpa.password").secret();

    /** More than one, as there may be one that waits for notifications all the time. */
    static final Setting<Integer> POOL_MAX_SIZE = Setting.integer("jpa.pool.max-size", 2, 10_000);

    static final Setting<Duration> POOL_MAX_WAIT = Setting.duration("jpa.pool.max-wait", SHORTEST, LONGEST);

    static final Setting<String> SCHEMA = name("jpa.schema");
    static final Setting<String> TABLE = name("jpa.table");
    static final Setting<String> NAME_COLUMN = name("jpa.name-column");
    static final Setting<String> ITEM_COLUMN = name("jpa.item-column");

    static final Setting<Boolean> RUN_MIGRATIONS = Setting.bool("jpa.run-migrations");
    static final Setting<Transactions> TRANSACTIONS = Setting.oneOf("jpa.transactions", Transactions.class);
    static final Setting<Boolean> TRIGGER = Setting.bool("jpa.trigger");
    static final Setting<Boolean> LISTEN = Setting.bool("jpa.listen");
    static final Setting<Duration> POLL_INTERVAL = Setting.duration("jpa.poll-interval", SHORTEST, Duration.ofDays(1));
    static final Setting<Duration> TIMEOUT = Setting.duration("jpa.timeout", SHORTEST, LONGEST);

    static final List<Setting<?>> ALL = List.of(
            DATASOURCE,
            URL,
            USER,
            PASSWORD,
            POOL_MAX_SIZE,
            POOL_MAX_WAIT,
            SCHEMA,
            TABLE,
            NAME_COLUMN,
            ITEM_COLUMN,
            RUN_MIGRATIONS,
            TRANSACTIONS,
            TRIGGER,
            LISTEN,
            POLL_INTERVAL,
            TIMEOUT);

    private JpaSettings() {}

    private static Setting<String> name(String key) {
        return checked(key, SqlName.EXPECTED, SqlName::isName);
    }

    private static Setting<String> checked(String key, String expected, Predicate<String> right) {
        return Setting.of(key, expected, text -> {
            if (!right.test(text)) {
                throw new IllegalArgumentException();
            }
            return text;
        });
    }
}
