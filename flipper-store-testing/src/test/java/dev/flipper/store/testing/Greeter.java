package dev.flipper.store.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server that says the same to everybody. */
final class Greeter {

    private Greeter() {}

    /** Takes a port, and perhaps what it shall print when it is open. */
    public static void main(String... arguments) throws IOException {
        try (ServerSocket server =
                new ServerSocket(Integer.parseInt(arguments[0]), 50, InetAddress.getLoopbackAddress())) {
            System.out.println(arguments.length == 1 ? "open" : arguments[1]);
            while (true) {
                try (Socket caller = server.accept()) {
                    caller.getOutputStream().write('!');
                }
            }
        }
    }
}
