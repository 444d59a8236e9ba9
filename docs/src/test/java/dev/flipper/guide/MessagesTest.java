package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every message of the CDI extension has one number, a row in docs/messages.md and a test that shows its text. */
class MessagesTest {

    private static final Path CDI = Path.of("..", "flipper-cdi", "src");
    private static final Pattern NUMBERED = Pattern.compile("\\b(?:numbered\\(|log\\(\\s*Level\\.\\w+,)\\s*(\\d+),");
    private static final Pattern NUMBER = Pattern.compile("FLIPPER-(\\d{4})");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| FLIPPER-(\\d{4}) \\|");

    private final List<String> numbers = all(NUMBERED, text(CDI.resolve("main")))
            .map(number -> String.format(Locale.ROOT, "%04d", Integer.valueOf(number)))
            .toList();

    @Test
    void eachNumberIsGivenOnce() {
        assertThat(numbers).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    @Test
    void eachNumberHasARowInOrder() throws IOException {
        List<String> rows = all(ROW, Files.readString(Path.of("messages.md"))).toList();
        assertThat(rows).isSorted().containsExactlyInAnyOrderElementsOf(numbers);
    }

    @Test
    void aTestShowsTheTextOfEach() {
        assertThat(all(NUMBER, text(CDI.resolve("test"))).distinct().toList()).containsAll(numbers);
    }

    private static Stream<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }

    private static String text(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(MessagesTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
