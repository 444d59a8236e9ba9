package dev.flipper.testsuite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Nothing is skipped in silence. */
class NotOnTest {

    @Test
    void theGuideTellsWhatIsSkippedAndWhy() throws IOException {
        List<String> reasons = classes()
                .flatMap(type ->
                        Stream.concat(AnnotationSupport.findAnnotation(type, NotOn.class).stream(), onMethods(type)))
                .map(NotOn::because)
                .distinct()
                .toList();

        assertThat(reasons).isNotEmpty();
        // However the page breaks its lines.
        assertThat(Files.readString(Path.of("..", "docs", "servers.md")).replaceAll("\\s+", " "))
                .contains(reasons);
    }

    private static Stream<Class<?>> classes() {
        return ReflectionSupport.streamAllClassesInPackage(
                NotOnTest.class.getPackageName(), type -> true, name -> name.endsWith("IT"));
    }

    private static Stream<NotOn> onMethods(Class<?> type) {
        return ReflectionSupport.findMethods(type, method -> true, HierarchyTraversalMode.TOP_DOWN).stream()
                .flatMap(method -> AnnotationSupport.findAnnotation(method, NotOn.class).stream());
    }
}
