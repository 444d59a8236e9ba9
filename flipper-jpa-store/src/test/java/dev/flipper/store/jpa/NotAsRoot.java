package dev.flipper.store.jpa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs programs that refuse to be run by root, as PostgreSQL does, as somebody else where the tests run as root: in a
 * user namespace of its own, or, where the system forbids that, as the user nobody, who may still read what root may.
 */
enum NotAsRoot {
    PLAIN(""),
    NAMESPACE("unshare -U"),
    NOBODY("setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=+dac_override --ambient-caps=+dac_override");

    /** The same user and group as in {@link #NOBODY}. */
    private static final int NOBODYS_ID = 65_534;

    private final String prefix;

    NotAsRoot(String prefix) {
        this.prefix = prefix;
    }

    static NotAsRoot here() {
        if (!System.getProperty("user.name").equals("root")) {
            return PLAIN;
        }
        return NAMESPACE.works() ? NAMESPACE : NOBODY;
    }

    private boolean works() {
        try {
            Process process = new ProcessBuilder(command("true"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Gives the command that runs a command so. It is one process, of the same id. */
    List<String> command(String... command) {
        return Stream.concat(Arrays.stream(prefix.split(" ")).filter(word -> !word.isEmpty()), Arrays.stream(command))
                .toList();
    }

    /** Gives a folder to whoever runs the programs. */
    void own(Path folder) {
        if (this != NOBODY) {
            return;
        }
        try {
            Files.setAttribute(folder, "unix:gid", NOBODYS_ID);
            Files.setAttribute(folder, "unix:uid", NOBODYS_ID);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
