package dev.flipper.store.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** A program of ours that runs beside the test, says when it is ready, and then what it has found, a line each. */
final class ChildProgram implements AutoCloseable {

    static final String READY = "ready";
    private static final String ERRORS = "errors";

    private final TestFolder folder;
    private final Process process;
    private final BufferedReader output;

    private ChildProgram(TestFolder folder, Process process) {
        this.folder = folder;
        this.process = process;
        output = process.inputReader(UTF_8);
    }

    static ChildProgram start(List<String> command) throws IOException {
        TestFolder folder = TestFolder.create("program");
        return new ChildProgram(
                folder,
                new ProcessBuilder(command)
                        .redirectError(folder.file(ERRORS).toFile())
                        .start());
    }

    /** The program's side: says a line. */
    static void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }

    void awaitReady() throws IOException {
        String line = nextLine();
        if (!line.equals(READY)) {
            throw new IOException("The program says: " + line);
        }
    }

    String nextLine() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("The program has ended: " + folder.read(ERRORS));
        }
        return line;
    }

    /** Ends the program's input, for which it waits. */
    void letGo() throws IOException {
        try (Writer input = process.outputWriter(UTF_8)) {
            input.write("\n");
        }
    }

    /** Ends the program. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        folder.close();
    }
}
