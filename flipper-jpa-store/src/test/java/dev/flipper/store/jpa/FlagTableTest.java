package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagTableTest {

    private static final String EVIL = "x\"; DROP TABLE feature_flags; --";

    @Test
    void namesAreQuoted() {
        FlagTable table = new FlagTable("stable", "order", "user", "value");
        assertThat(table.quoted("\"")).isEqualTo("\"stable\".\"order\"");
        assertThat(table).hasToString("stable.order");
        assertThat(FlagTable.quoted("`", table.nameColumn())).isEqualTo("`user`");
        assertThat(FlagTable.ORIGINAL.quoted("\"")).isEqualTo("\"feature_flags\"");
        assertThat(FlagTable.ORIGINAL).hasToString("feature_flags");
    }

    @ParameterizedTest
    @CsvSource({"0, schema", "1, table", "2, name column", "3, item column"})
    void eachNameIsChecked(int which, String called) {
        String[] names = {"a", "b", "c", "d"};
        names[which] = EVIL;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlagTable(names[0], names[1], names[2], names[3]))
                .withMessageStartingWith("The " + called + " must be letters");
    }

    @Test
    void thereAreTwoColumns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FlagTable(null, "flags", "name", "name"))
                .withMessage("The name column and the item column must be two, both are 'name'");
    }
}
