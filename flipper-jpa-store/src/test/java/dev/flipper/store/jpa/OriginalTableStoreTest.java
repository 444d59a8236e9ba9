package dev.flipper.store.jpa;

import java.util.List;

/** In the table as the Python original makes it, with its short names. */
class OriginalTableStoreTest extends PostgresStoreContract {

    private static final int LONGEST = 40;

    OriginalTableStoreTest() {
        super(PostgresVersion.POSTGRESQL_18, Providers.HIBERNATE);
    }

    @Override
    String nameType() {
        return "varchar(" + LONGEST + ")";
    }

    @Override
    protected List<String> names() {
        return super.names().stream()
                .filter(name -> name.codePointCount(0, name.length()) <= LONGEST)
                .toList();
    }
}
