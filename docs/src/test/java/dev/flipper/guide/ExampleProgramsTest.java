package dev.flipper.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs that run from their source file, so that no module of the build compiles them. */
class ExampleProgramsTest {

    @TempDir
    Path classes;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "examples-wildfly/Toggle.java",
                "examples-wildfly/src/run/Server.java",
                "docs/pictures/JConsolePictures.java"
            })
    void compilesWithoutWarning(String program) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> source =
                    files.getJavaFileObjects(Path.of("..").resolve(program));
            List<String> options = List.of("--release", "17", "-Xlint:all", "-Werror", "-d", classes.toString());
            assertThat(compiler.getTask(messages, files, null, options, null, source)
                            .call())
                    .as("%s", messages)
                    .isTrue();
        }
    }
}
