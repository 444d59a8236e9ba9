package dev.flipper.store.jpa;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What is done to the rows of the table. What changes one is done in a transaction, and locks it until its end. */
final class FlagRows {

    private FlagRows() {}

    static byte @Nullable [] item(EntityManager manager, String name) {
        FlagRow row = manager.find(FlagRow.class, name);
        return row != null && isOf(name, row) ? row.getItem() : null;
    }

    /** A database that takes upper and lower case for the same finds other flags too. */
    private static boolean isOf(String name, FlagRow row) {
        return row.getName().equals(name);
    }

    /** Gives pairs of a name and an item. */
    static List<Object[]> all(EntityManager manager) {
        return manager.createQuery("select f.name, f.item from Flag f", Object[].class)
                .getResultList();
    }

    /** Gives false if there is a row of the name; if another writer makes one just now the insertion fails. */
    static boolean insert(EntityManager manager, String name, byte[] item) {
        if (manager.find(FlagRow.class, name) != null) {
            return false;
        }
        manager.persist(new FlagRow(name, item));
        return true;
    }

    static @Nullable Change update(EntityManager manager, String name, UnaryOperator<FlagDefinition> change) {
        FlagRow row = locked(manager, name);
        if (row == null) {
            return null;
        }
        Change done = FlagTransactions.<Change>abortable(() -> {
            FlagDefinition before = FlagDefinition.fromStored(name, row.getItem());
            return new Change(before, before.changedBy(change));
        });
        FlagDefinition after = Objects.requireNonNull(done.after());
        if (!after.equals(done.before())) {
            row.setItem(after.toJson().getBytes(UTF_8));
        }
        return done;
    }

    private static @Nullable FlagRow locked(EntityManager manager, String name) {
        FlagRow row = manager.find(FlagRow.class, name, LockModeType.PESSIMISTIC_WRITE);
        return row != null && isOf(name, row) ? row : null;
    }

    static byte @Nullable [] remove(EntityManager manager, String name) {
        FlagRow row = locked(manager, name);
        if (row == null) {
            return null;
        }
        manager.remove(row);
        return row.getItem();
    }
}
