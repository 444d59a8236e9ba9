package dev.flipper;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects what Flipper logs, and keeps it off the console, until it is closed. */
public final class LogCapture implements AutoCloseable {

    private final Logger logger = Logger.getLogger("dev.flipper");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public LogCapture() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    public List<String> warnings() {
        return messages(Level.WARNING);
    }

    public List<String> errors() {
        return messages(Level.SEVERE);
    }

    public List<String> infos() {
        return messages(Level.INFO);
    }

    /** Gives the exceptions that were logged. */
    public List<Throwable> thrown() {
        return records.stream()
                .map(LogRecord::getThrown)
                .filter(thrown -> thrown != null)
                .toList();
    }

    /** Gives the names of the loggers that were used. */
    public List<String> loggers() {
        return records.stream().map(LogRecord::getLoggerName).toList();
    }

    private List<String> messages(Level level) {
        return records.stream()
                .filter(record -> record.getLevel().equals(level))
                .map(LogRecord::getMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }
}
