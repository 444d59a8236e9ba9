package dev.flipper.testsuite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the server has logged since this object was made. For tests that run outside the server. */
final class ServerLog {

    private final Path file = TestServer.current().log();
    private final long start;

    private ServerLog() throws IOException {
        start = Files.size(file);
    }

    static ServerLog fromNowOn() {
        try {
            return new ServerLog();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The new lines. A server may write a line a moment after it was logged, so wait for it. */
    String text() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] text = new byte[Math.toIntExact(log.length() - start)];
            log.seek(start);
            log.readFully(text);
            return new String(text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
