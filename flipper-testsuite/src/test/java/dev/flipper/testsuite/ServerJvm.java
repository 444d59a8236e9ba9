package dev.flipper.testsuite;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/** The JVM of the server from outside: what an application may have left in it. */
final class ServerJvm {

    private static final ObjectName THREADS = Management.name(ManagementFactory.THREAD_MXBEAN_NAME);

    /** What {@code jcmd} does. */
    private static final ObjectName COMMANDS = Management.name("com.sun.management:type=DiagnosticCommand");

    private static final ObjectName DUMPS = Management.name("com.sun.management:type=HotSpotDiagnostic");

    private final MBeanServerConnection server;

    ServerJvm(MBeanServerConnection server) {
        this.server = server;
    }

    /** How many class loaders that have a class of this name are left after a garbage collection. */
    long loadersOf(Class<?> type) throws IOException, JMException {
        server.invoke(COMMANDS, "gcRun", null, null);
        String lines = (String)
                server.invoke(COMMANDS, "vmClassHierarchy", new Object[] {new String[] {type.getName()}}, new String[] {
                    String[].class.getName()
                });
        // A line a loader, with its address behind the slash.
        return lines.lines().filter(line -> line.contains(type.getName() + "/")).count();
    }

    /** Whoever wants to know what holds a class loader looks at the paths to it. */
    void dumpHeap(Path file) throws IOException, JMException {
        Files.deleteIfExists(file);
        server.invoke(DUMPS, "dumpHeap", new Object[] {file.toAbsolutePath().toString(), true}, new String[] {
            String.class.getName(), "boolean"
        });
    }

    Set<String> threads() {
        ThreadMXBean threads = JMX.newMXBeanProxy(server, THREADS, ThreadMXBean.class);
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName)
                .collect(toSet());
    }

    Set<ObjectName> flipperBeans() throws IOException {
        return server.queryNames(Management.name("dev.flipper:*"), null);
    }
}
