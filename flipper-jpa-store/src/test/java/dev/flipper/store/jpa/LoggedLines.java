package dev.flipper.store.jpa;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** What Flipper logs while a test looks at it, kept off the console. */
final class LoggedLines extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    LoggedLines() {
        this("dev.flipper");
    }

    /** What others log. */
    LoggedLines(String name) {
        logger = Logger.getLogger(name);
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    /** Warnings and worse. */
    List<String> warnings() {
        return of(Level.WARNING).map(LogRecord::getMessage).toList();
    }

    /** What was thrown with the warnings, in their words. */
    List<String> reasons() {
        return of(Level.WARNING)
                .map(logged -> String.valueOf(logged.getThrown()))
                .toList();
    }

    List<String> infos() {
        return records.stream()
                .filter(logged -> logged.getLevel().equals(Level.INFO))
                .map(LogRecord::getMessage)
                .toList();
    }

    private Stream<LogRecord> of(Level least) {
        return records.stream().filter(logged -> logged.getLevel().intValue() >= least.intValue());
    }

    void forget() {
        records.clear();
    }

    @Override
    public void publish(LogRecord logged) {
        records.add(logged);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
