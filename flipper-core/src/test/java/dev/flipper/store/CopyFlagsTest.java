package dev.flipper.store;

import static dev.flipper.store.NumberedFlags.flag;
import static dev.flipper.store.NumberedFlags.number;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyFlagsTest {

    @TempDir
    Path folder;

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path stable;
    private Path meadow;

    @BeforeEach
    void makeFolders() throws IOException {
        stable = Files.createDirectory(folder.resolve("stable"));
        meadow = Files.createDirectory(folder.resolve("meadow"));
        properties.put("flipper.stable.folder", stable.toString());
        properties.put("flipper.meadow.folder", meadow.toString());
    }

    /** Whatever happens. */
    @AfterEach
    void theStoresAreClosed() {
        assertThat(FolderStore.opened(stable)).doesNotExist();
        assertThat(FolderStore.opened(meadow)).doesNotExist();
    }

    private static void put(Path store, String name, String text) throws IOException {
        Files.writeString(store.resolve(name + ".json"), text);
    }

    private static void put(Path store, String name, int number) throws IOException {
        put(store, name, flag(name, number).toJson());
    }

    private static int numberOf(Path store, String name) throws IOException {
        return number(FlagDefinition.fromJson(Files.readString(store.resolve(name + ".json"))));
    }

    private static List<String> names(Path store) throws IOException {
        try (var files = Files.list(store)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return CopyFlags.run(
                List.of(arguments),
                properties,
                environment,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    private String settings(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("settings.properties"), String.join("\n", lines));
        return "--settings=" + file;
    }

    private List<String> told() {
        return out.toString(UTF_8).lines().toList();
    }

    private List<String> problems() {
        return err.toString(UTF_8).lines().toList();
    }

    @Test
    void copiesWhatIsMissing() throws IOException {
        put(stable, "a", 1);
        put(stable, "b", 1);
        put(meadow, "b", 2);
        put(meadow, "c", 2);
        assertThat(run("stable", "meadow")).isZero();
        assertThat(told()).containsExactly("Copied from stable to meadow: 1 created, 0 replaced, 1 kept");
        assertThat(problems()).isEmpty();
        assertThat(names(meadow)).containsExactly("a", "b", "c");
        assertThat(numberOf(meadow, "b")).isEqualTo(2);
        assertThat(names(stable)).containsExactly("a", "b");
    }

    @Test
    void replacesOnRequest() throws IOException {
        put(stable, "a", 1);
        put(stable, "b", 1);
        put(stable, "d", 1);
        put(meadow, "b", 2);
        put(meadow, "c", 2);
        put(meadow, "d", 1);
        assertThat(run("--replace", "stable", "meadow")).isZero();
        assertThat(told()).containsExactly("Copied from stable to meadow: 1 created, 1 replaced, 1 kept");
        assertThat(names(meadow)).containsExactly("a", "b", "c", "d");
        assertThat(numberOf(meadow, "b")).isEqualTo(1);
    }

    @Test
    void aSourceWithoutFlagsIsTold() {
        assertThat(run("stable", "meadow")).isZero();
        assertThat(told()).containsExactly("Copied from stable to meadow: 0 created, 0 replaced, 0 kept");
        assertThat(problems()).containsExactly("stable has no flags");
    }

    // Arguments.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|Two stores have to be given, and there are 0",
                "stable|Two stores have to be given, and there are 1: stable",
                "stable meadow other|Two stores have to be given, and there are 3: stable, meadow, other",
                "stable stable|'stable' is given twice, and would have the same settings; the two stores have to be of"
                        + " different kinds",
                "stable meadow --force|There is no option --force",
                "stable meadow --settings|There is no option --settings",
                "stable meadow --client=a.b|--client=a.b: the name of a client has to consist of letters, digits, '-'"
                        + " and '_'"
            })
    void wrongArgumentsAreToldWithTheUsage(String arguments, String problem) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)))
                .isEqualTo(2);
        assertThat(problems())
                .startsWith(problem)
                .contains("Copies the flags of the store SOURCE that the store TARGET"
                        + " does not have. Nothing is removed from TARGET.");
        assertThat(told()).isEmpty();
    }

    @Test
    void helpIsNoFailure() {
        assertThat(run("stable", "--help")).isZero();
        assertThat(told().get(0))
                .isEqualTo("Usage: java -cp 'lib/*' dev.flipper.store.CopyFlags SOURCE TARGET [options]");
        assertThat(problems()).isEmpty();
    }

    // Settings.

    @Test
    void aStoreThatIsNotThereIsToldWithThoseThatAre() {
        assertThat(run("s4", "meadow")).isEqualTo(2);
        assertThat(problems())
                .containsExactly(
                        "There is no store 's4' on the class path. Known are: meadow, stable. Flipper's own are in"
                                + " the artifacts dev.flipper:flipper-NAME-store: that of 's4' would be flipper-s4-store, with"
                                + " the jars that it needs");
        assertThat(told()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"memory, meadow", "stable, memory"})
    void memoryIsNeitherSourceNorTarget(String source, String target) {
        assertThat(run(source, target)).isEqualTo(2);
        assertThat(problems())
                .containsExactly(
                        "The store 'memory' ends with this command, and has no flags before it; give another store");
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndWhereItIsWritten() throws IOException {
        properties.remove("flipper.stable.folder");
        properties.put("flipper.stable.timeout", "2");
        environment.put("FLIPPER_MEADOW_LONGEST_NAME", "many");
        String file = settings("flipper.meadow.timeout=soon", "flipper.meadow.password=hunter2");
        assertThat(run("stable", "meadow", file)).isEqualTo(2);
        String duration = "it has to be a duration from 1ms to 1h, as 500ms, 2s, 15m, 1h, 7d or PT1M30S";
        String fileName = file.substring("--settings=".length());
        assertThat(problems())
                .containsExactly(
                        "flipper.stable.folder is missing: the store 'stable' cannot be without it; it has to be a text",
                        "flipper.stable.timeout=2 (from the system properties): " + duration,
                        "flipper.meadow.longest-name=many (from the environment variable FLIPPER_MEADOW_LONGEST_NAME):"
                                + " it has to be a whole number from 1 to 255",
                        "flipper.meadow.timeout=soon (from " + fileName + "): " + duration,
                        "flipper.meadow.password=*** (from " + fileName
                                + "): it has to be a word of eight letters or more");
    }

    @Test
    void anUnknownStoreDoesNotHideWrongSettings() {
        properties.put("flipper.meadow.timeout", "2");
        assertThat(run("s4", "meadow")).isEqualTo(2);
        assertThat(problems()).hasSize(2);
    }

    @Test
    void ofAFurtherClient() throws IOException {
        properties.clear();
        String file = settings(
                "flipper.client.billing.stable.folder=" + stable,
                "flipper.client.billing.meadow.folder=" + meadow,
                "flipper.stable.folder=nowhere",
                "flipper.stable.timeout=wrong");
        put(stable, "a", 1);
        assertThat(run("stable", "meadow", file, "--client=billing")).isZero();
        assertThat(names(meadow)).containsExactly("a");
        assertThat(run("stable", "meadow", file, "--client=default")).isEqualTo(2);
        assertThat(problems()).hasSize(2);
        assertThat(run("stable", "meadow", file, "--client=audit")).isEqualTo(2);
        assertThat(problems().get(0)).startsWith("flipper.client.audit.stable.folder is missing: ");
    }

    @Test
    void expressionsAreNotEvaluated() throws IOException {
        String file = settings("flipper.stable.user=${USER:hunter2}", "flipper.meadow.user=a$b\\\\${c}d$");
        assertThat(run("stable", "meadow", file)).isEqualTo(2);
        assertThat(problems())
                .containsExactly("flipper.stable.user (from " + file.substring("--settings=".length())
                        + "): expressions, ${…}, are not evaluated here; set the value itself, for example by the"
                        + " environment variable FLIPPER_STABLE_USER, or write \\${ if none is meant");
    }

    @Test
    void anEscapedOneIsNone() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("a${b}$c"));
        properties.put("flipper.meadow.folder", folder + "/a\\${b}$c");
        put(stable, "a", 1);
        assertThat(run("stable", "meadow")).isZero();
        assertThat(names(odd)).containsExactly("a");
    }

    @Test
    void whatHasNoEffectIsToldAndNoFailure() throws IOException {
        properties.put("flipper.stable.foldr", "x");
        properties.put("flipper.jpa.url", "x");
        put(stable, "a", 1);
        String file = settings(
                "flipper.meadow.pasword=not-a-secret",
                "%dev.flipper.meadow.folder=elsewhere",
                "%dev.flipper.store=stable",
                "other.flipper.meadow.folder=elsewhere",
                "flipper.meadows=x");
        assertThat(run("stable", "meadow", file)).isZero();
        assertThat(problems())
                .containsExactly(
                        "flipper.stable.foldr is no setting of the store 'stable' and has no effect",
                        "flipper.meadow.pasword is no setting of the store 'meadow' and has no effect",
                        "%dev.flipper.meadow.folder (from " + file.substring("--settings=".length())
                                + ") is for a profile, and has no effect here");
        assertThat(names(meadow)).containsExactly("a");
    }

    @Test
    void aFileThatCannotBeReadIsTold() throws IOException {
        assertThat(run("stable", "meadow", "--settings=nowhere.properties")).isEqualTo(2);
        assertThat(problems())
                .containsExactly("The settings file nowhere.properties cannot be read:"
                        + " java.nio.file.NoSuchFileException: nowhere.properties");
        assertThat(run("stable", "meadow", settings("a=\\u12"))).isEqualTo(2);
        assertThat(problems().get(0)).contains("cannot be read: java.lang.IllegalArgumentException");
    }

    @Test
    void aFileIsReadAsUtf8() throws IOException {
        Path wiese = Files.createDirectory(folder.resolve("Ünï"));
        properties.remove("flipper.meadow.folder");
        put(stable, "a", 1);
        assertThat(run("stable", "meadow", settings("flipper.meadow.folder=" + wiese)))
                .isZero();
        assertThat(names(wiese)).containsExactly("a");
    }

    @Test
    void settingsThatDoNotGoTogetherAreWrong() {
        properties.put("flipper.meadow.user", "horse");
        assertThat(run("stable", "meadow")).isEqualTo(2);
        assertThat(problems()).containsExactly("meadow.user needs meadow.password");
        assertThat(told()).isEmpty();
    }

    // Copying.

    @Test
    void aStoreThatCannotBeOpenedIsAFailure() throws IOException {
        Files.createDirectory(FolderStore.opened(meadow));
        assertThat(run("stable", "meadow")).isEqualTo(1);
        assertThat(problems()).containsExactly("The folder meadow failed to open");
        assertThat(told()).isEmpty();
        Files.delete(FolderStore.opened(meadow));
    }

    @Test
    void aSourceThatIsAwayIsAFailure() throws IOException {
        Files.delete(stable);
        assertThat(run("stable", "meadow")).isEqualTo(1);
        assertThat(problems()).containsExactly("The folder stable failed to list its flags");
        assertThat(told()).isEmpty();
    }

    @Test
    void aTargetThatIsAwayIsGivenUp() throws IOException {
        for (int i = 0; i < 9; i++) {
            put(stable, "flag" + i, i);
        }
        Files.delete(meadow);
        assertThat(run("stable", "meadow")).isEqualTo(1);
        assertThat(told())
                .containsExactly(
                        "Copied from stable to meadow: 0 created, 0 replaced, 0 kept, 3 failed, 6 not tried any"
                                + " more");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            expected.add("Copying the flag 'flag" + i + "' failed: The folder meadow failed to create the flag 'flag"
                    + i + "'");
        }
        expected.add("6 flags were not tried any more, as meadow takes none. What is copied stays; give the command"
                + " again when it does");
        assertThat(problems()).isEqualTo(expected);
    }

    @Test
    void aFlagThatIsRefusedIsAFailureAndTheOthersAreCopied() throws IOException {
        properties.put("flipper.meadow.longest-name", "4");
        put(stable, "long-name", 1);
        put(stable, "name", 1);
        assertThat(run("stable", "meadow")).isEqualTo(1);
        assertThat(told()).containsExactly("Copied from stable to meadow: 1 created, 0 replaced, 0 kept, 1 failed");
        assertThat(problems()).hasSize(1);
        assertThat(names(meadow)).containsExactly("name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--replace"})
    void whatCannotBeReadInTheSourceIsAFailure(String option) throws IOException {
        put(stable, "a", "{\n");
        assertThat(option.isEmpty() ? run("stable", "meadow") : run("stable", "meadow", option))
                .isEqualTo(1);
        assertThat(problems()).hasSize(1);
        assertThat(problems().get(0))
                .startsWith("a: left out, as it cannot be read in stable. The stored document cannot be read: ");
    }

    @Test
    void whatCannotBeReadInTheTargetIsAFailureUntilItIsReplaced() throws IOException {
        put(stable, "a", 1);
        put(meadow, "a", "{");
        assertThat(run("stable", "meadow")).isEqualTo(1);
        assertThat(told()).containsExactly("Copied from stable to meadow: 0 created, 0 replaced, 1 kept");
        assertThat(problems()).hasSize(1);
        assertThat(problems().get(0))
                .startsWith("a: not copied, as it is there and cannot be read in meadow. ")
                .endsWith(". With --replace it is replaced");
        assertThat(run("stable", "meadow", "--replace")).isZero();
        assertThat(told()).containsExactly("Copied from stable to meadow: 0 created, 1 replaced, 0 kept");
        assertThat(problems()).hasSize(1);
        assertThat(problems().get(0))
                .startsWith("a: what was in its place is removed, as it could not be read in meadow. ");
        assertThat(run("stable", "meadow")).isZero();
    }

    /** A name may have anything in it, as what moves a terminal's cursor. */
    @Test
    void aProblemIsOneLine() throws IOException {
        put(stable, "a%0Ab%1B%5B2J", "{");
        assertThat(run("stable", "meadow")).isEqualTo(1);
        assertThat(problems()).hasSize(1);
        assertThat(problems().get(0)).startsWith("a b [2J: left out");
    }

    @Test
    void aStoreThatFailsToCloseIsAFailure() throws IOException {
        put(stable, "a", 1);
        environment.put("FLIPPER_MEADOW_FOLDER", "unused");
        Path obstacle = FolderStore.opened(meadow).resolve("obstacle");
        PrintStream obstructing = new PrintStream(out, true, UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                try {
                    Files.createFile(obstacle);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        int code = CopyFlags.run(
                List.of("stable", "meadow"), properties, environment, obstructing, new PrintStream(err, true, UTF_8));
        assertThat(code).isEqualTo(1);
        assertThat(problems()).containsExactly("The folder meadow failed to close");
        assertThat(names(meadow)).containsExactly("a");
        Files.delete(obstacle);
        Files.delete(FolderStore.opened(meadow));
    }
}
