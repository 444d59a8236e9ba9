package dev.flipper.store.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs of a test, each of which runs in a JVM of its own. */
public final class JavaProgram {

    private JavaProgram() {}

    /**
     * Gives the command that runs a program with the class path of the tests.
     *
     * @param main the class with the main method
     * @param arguments what is handed to it
     * @return the JDK's java and its arguments
     */
    public static List<String> command(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Surefire's own class path is one jar, which says in its manifest where the others are. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
