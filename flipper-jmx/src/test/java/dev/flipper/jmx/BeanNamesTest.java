package dev.flipper.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeanNamesTest {

    @Test
    void namesNestAsAConsoleShowsThem() {
        BeanNames names = new BeanNames("shop", "default", 1);

        assertThat(names.forClient().toString())
                .isEqualTo("dev.flipper:type=FeatureFlagClient,app=\"shop\",name=\"default\"");
        assertThat(names.forFlag("HORSE").toString())
                .isEqualTo("dev.flipper:type=FeatureFlag,app=\"shop\",client=\"default\",name=\"HORSE\"");
    }

    @Test
    void withoutAnApplicationItsKeyIsLeftOut() {
        BeanNames names = new BeanNames("", "default", 1);

        assertThat(names.forClient().toString()).isEqualTo("dev.flipper:type=FeatureFlagClient,name=\"default\"");
        assertThat(names.forFlag("HORSE").toString())
                .isEqualTo("dev.flipper:type=FeatureFlag,client=\"default\",name=\"HORSE\"");
    }

    @Test
    void furtherClientsOfTheSameNamesHaveANumber() {
        BeanNames names = new BeanNames("shop", "default", 1).next();

        assertThat(names.forClient().toString())
                .isEqualTo("dev.flipper:type=FeatureFlagClient,app=\"shop\",name=\"default\",instance=2");
        assertThat(names.forFlag("HORSE").toString())
                .isEqualTo("dev.flipper:type=FeatureFlag,app=\"shop\",client=\"default\",instance=2,name=\"HORSE\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a/b",
                "Ünïcode 🐴",
                "two\nlines",
                "a\rb",
                "tab\t",
                "nul\0",
                "*",
                "?",
                "\"",
                "\"\"",
                "\\",
                "\\n",
                "a,b=c",
                "x:y",
                "a\\\"b",
                "\uD800",
                "name=\"*\",type=FeatureFlag"
            })
    void everyNameFitsAndCanBeReadBack(String name) {
        BeanNames names = new BeanNames(name, name, 1);

        ObjectName client = names.forClient();
        assertThat(client.isPattern()).isFalse();
        assertThat(client.getKeyProperty("type")).isEqualTo("FeatureFlagClient");
        assertThat(ObjectName.unquote(client.getKeyProperty("name"))).isEqualTo(name);
        if (!name.isEmpty()) {
            assertThat(ObjectName.unquote(client.getKeyProperty("app"))).isEqualTo(name);
        }
        ObjectName flag = names.forFlag(name);
        assertThat(flag.isPattern()).isFalse();
        assertThat(flag.getKeyProperty("type")).isEqualTo("FeatureFlag");
        assertThat(ObjectName.unquote(flag.getKeyProperty("client"))).isEqualTo(name);
        assertThat(ObjectName.unquote(flag.getKeyProperty("name"))).isEqualTo(name);
    }
}
