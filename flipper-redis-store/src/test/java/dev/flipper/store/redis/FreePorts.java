package dev.flipper.store.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Finds ports on which nothing listens. They lie below those that the system gives to outgoing connections, so that a
 * server that is away for a while finds its port free.
 */
final class FreePorts {

    /** The distance from a cluster node's port to that of its bus. */
    private static final int BUS = 10_000;

    private FreePorts() {}

    /** Gives a port that is free, as is the one that a cluster node there would use for its bus. */
    static int next() {
        // Other processes look for ports too, so two runs shall not go through the same ones.
        RandomGenerator random = RandomGenerator.getDefault();
        return IntStream.generate(() -> random.nextInt(12_000, 22_000))
                .filter(port -> isFree(port) && isFree(port + BUS))
                .limit(1)
                .sum();
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
