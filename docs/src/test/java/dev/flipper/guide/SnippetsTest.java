package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every piece of Java in the README and the guide stands in a source file that the build compiles: in this module or in
 * the example. White space does not count.
 */
class SnippetsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String FENCE = "```";

    @TestFactory
    Stream<DynamicTest> everySnippetIsCompiled() throws IOException {
        List<String> sources = sources();
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            List<String> snippets = snippets(Files.readAllLines(page));
            for (int i = 0; i < snippets.size(); i++) {
                String snippet = snippets.get(i);
                tests.add(
                        DynamicTest.dynamicTest(ROOT.relativize(page) + " snippet " + (i + 1), () -> assertThat(sources)
                                .as("a compiled source that has these lines:%n%s", snippet)
                                .anyMatch(source -> source.contains(snippet))));
            }
        }
        assertThat(tests).as("snippets in README and guide").hasSizeGreaterThan(5);
        return tests.stream();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.filter(page -> page.toString()
                            .endsWith(".md")))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String folder : List.of("docs/src/test/java", "examples-wildfly/src/main/java")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    sources.add(normalized(Files.readAllLines(file)));
                }
            }
        }
        return sources;
    }

    private static List<String> snippets(List<String> page) {
        List<String> snippets = new ArrayList<>();
        List<String> current = null;
        for (String line : page) {
            if (current == null && line.equals(FENCE + "java")) {
                current = new ArrayList<>();
            } else if (current != null && line.equals(FENCE)) {
                snippets.add(normalized(current));
                current = null;
            } else if (current != null) {
                current.add(line);
            }
        }
        return snippets;
    }

    private static String normalized(List<String> lines) {
        return String.join("", lines).replaceAll("\\s", "");
    }
}
