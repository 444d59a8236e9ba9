package dev.flipper.store.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Finds ports on which nothing listens. They lie below those that the system gives to outgoing connections, so that a
 * server that is away for a while finds its port free.
 */
public final class FreePorts {

    private static final int FIRST = 12_000;
    private static final int END = 32_000;

    private FreePorts() {}

    /**
     * Finds a port.
     *
     * @return a port of the loopback interface that is free
     */
    public static int next() {
        return next(END, FreePorts::isFree);
    }

    /**
     * Finds a port for a server that uses a second one.
     *
     * @param distance how far above the first the second one is
     * @return the first of two ports that are free
     */
    public static int nextWithAnother(int distance) {
        return next(END - distance, port -> isFree(port) && isFree(port + distance));
    }

    private static int next(int end, IntPredicate fits) {
        // Other processes look for ports too, so two runs shall not go through the same ones.
        RandomGenerator random = RandomGenerator.getDefault();
        return IntStream.generate(() -> random.nextInt(FIRST, end))
                .filter(fits)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
