package dev.flipper.store.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What Flipper logs while a test looks at it, kept off the console. */
public final class LoggedLines extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    /** Looks at what Flipper logs from now on. */
    public LoggedLines() {
        this("dev.flipper");
    }

    /**
     * Looks at what others log.
     *
     * @param name the name of their logger, or how it begins
     */
    public LoggedLines(String name) {
        logger = Logger.getLogger(name);
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    /**
     * Gives the warnings and what is worse.
     *
     * @return their messages, the first one first
     */
    public List<String> warnings() {
        return warned().map(LogRecord::getMessage).toList();
    }

    /**
     * Gives what was thrown with the warnings.
     *
     * @return in its own words, {@code "null"} for a warning without
     */
    public List<String> reasons() {
        return warned().map(logged -> String.valueOf(logged.getThrown())).toList();
    }

    private Stream<LogRecord> warned() {
        return records.stream().filter(logged -> logged.getLevel().intValue() >= Level.WARNING.intValue());
    }

    /**
     * Gives what is no more than information.
     *
     * @return the messages, the first one first
     */
    public List<String> infos() {
        return records.stream()
                .filter(logged -> logged.getLevel().equals(Level.INFO))
                .map(LogRecord::getMessage)
                .toList();
    }

    /** Forgets what was logged until now. */
    public void forget() {
        records.clear();
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {}

    /** Looks no longer, and lets the lines go to the console again. */
    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
