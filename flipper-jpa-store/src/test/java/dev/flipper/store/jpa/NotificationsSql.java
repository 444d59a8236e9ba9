package dev.flipper.store.jpa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SQL of the guide by which an administrator makes PostgreSQL tell of changes. */
final class NotificationsSql {

    private static final Path GUIDE = Path.of("..", "docs", "stores.md");
    private static final Pattern SNIPPET =
            Pattern.compile("```sql\n(CREATE FUNCTION flipper_notify.*?)```", Pattern.DOTALL);

    private NotificationsSql() {}

    static String read() {
        try {
            Matcher snippet = SNIPPET.matcher(Files.readString(GUIDE));
            if (!snippet.find()) {
                throw new AssertionError("No SQL in " + GUIDE);
            }
            return snippet.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
