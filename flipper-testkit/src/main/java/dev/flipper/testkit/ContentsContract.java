package dev.flipper.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.json.CodePoints;
import dev.flipper.store.Change;
import dev.flipper.store.FlagDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names and values, however odd, are kept as they are. */
abstract class ContentsContract extends UpdatesContract {

    @Test
    void keepsNamesApart() {
        names().forEach(name -> created(named(name)));
        names().forEach(name -> assertStored(store, name, named(name)));
        assertThat(Visits.ofAll(store).names()).as("forEach").containsExactlyInAnyOrderElementsOf(names());
        List<String> sorted = names().stream().sorted(CodePoints.ORDER).toList();
        assertThat(Visits.ofPage(store, Integer.MAX_VALUE, 0).names())
                .as("list")
                .isEqualTo(sorted);
        names().forEach(name -> assertThat(store.create(flag(name)))
                .as("create of %s, which is taken", quoted(name))
                .isFalse());
    }

    @Test
    void changesFlagsOfOddNamesOneByOne() {
        names().forEach(name -> created(named(name)));
        for (String name : names()) {
            assertThat(store.update(name, flag -> flag.withEnabled(true)))
                    .as("update of %s", quoted(name))
                    .isEqualTo(new Change(named(name), named(name).withEnabled(true)));
        }
        for (String name : names()) {
            assertThat(store.delete(name))
                    .as("delete of %s", quoted(name))
                    .isEqualTo(new Change(named(name).withEnabled(true), null));
            assertStored(store, name, null);
        }
    }

    private static FlagDefinition named(String name) {
        return flag(name, Map.of("my name", name));
    }

    /** A check may ask for any name; whatever the backend thinks of it, there is no such flag. */
    @Test
    void thereIsNothingOfAnImpossibleName() {
        created("a");
        for (String name : OddNames.IMPOSSIBLE) {
            String what = quoted(name);
            assertThat(store.get(name)).as("get of %s", what).isNull();
            assertThat(new KeptSlot(store, name).get()).as("handle of %s", what).isNull();
            assertThat(store.update(name, flag -> flag))
                    .as("update of %s", what)
                    .isNull();
            assertThat(store.delete(name)).as("delete of %s", what).isNull();
        }
        assertStored(store, "a", flag("a"));
    }

    @Test
    void keepsDefinitionsAsTheyAre() {
        for (FlagDefinition definition : definitions()) {
            created(definition);
            assertStored(store, definition.name(), definition);
        }
        assertThat(Visits.ofAll(store).flags())
                .extracting(FlagDefinition::toJson)
                .containsExactlyInAnyOrderElementsOf(
                        definitions().stream().map(FlagDefinition::toJson).toList());
    }

    /** What a newer version wrote, and this one does not know, is still there after this one has changed the flag. */
    @Test
    void anUpdateKeepsWhatItDoesNotChange() {
        for (FlagDefinition definition : definitions()) {
            created(definition);
            FlagDefinition changed = definition.withEnabled(!definition.enabled());
            Change change = present(
                    store.update(definition.name(), flag -> flag.withEnabled(!flag.enabled())),
                    "update of " + definition.name());
            assertFlag(definition.name(), change.before(), definition);
            assertFlag(definition.name(), change.after(), changed);
            assertStored(store, definition.name(), changed);
            Change removal = present(store.delete(definition.name()), "delete of " + definition.name());
            assertFlag(definition.name(), removal.before(), changed);
        }
    }
}
