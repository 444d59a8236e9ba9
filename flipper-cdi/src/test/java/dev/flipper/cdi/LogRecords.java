package dev.flipper.cdi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a logger logs while a test looks at it. */
final class LogRecords extends Handler implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Logger logger;
    private final BlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();

    private LogRecords(Logger logger) {
        this.logger = logger;
    }

    static LogRecords of(String name) {
        LogRecords records = new LogRecords(Logger.getLogger(name));
        records.logger.addHandler(records);
        return records;
    }

    /** Waits for a message of another thread. */
    synchronized void await(String message) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (messages().stream().noneMatch(logged -> logged.contains(message))) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("Nobody has logged '" + message + "', only " + messages());
            }
            wait(left);
        }
    }

    /** The messages of one number. */
    List<String> messages(int number) {
        String prefix = Messages.numbered(number, "");
        return messages().stream().filter(message -> message.startsWith(prefix)).toList();
    }

    List<String> messages() {
        return records.stream().map(LogRecord::getMessage).toList();
    }

    /** Waits for a message of another thread, and takes it away. */
    String next() throws InterruptedException {
        LogRecord next = records.poll(1, TimeUnit.MINUTES);
        return next == null ? "nothing was logged" : next.getMessage();
    }

    @Override
    public synchronized void publish(LogRecord logRecord) {
        records.add(logRecord);
        notifyAll();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
