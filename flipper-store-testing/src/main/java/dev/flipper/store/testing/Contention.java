package dev.flipper.store.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.FeatureFlagStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Processes, or threads, that create and change the same flags at the same time: no change may be lost, and each flag
 * is created by one of them.
 */
public final class Contention {

    private static final int PROCESSES = 4;
    private static final int UPDATES_OF_A_PROCESS = 500;
    private static final int THREADS = 16;
    private static final int UPDATES_OF_A_THREAD = 50;

    private Contention() {}

    /**
     * Lets processes contend, and asserts that all is right after that.
     *
     * @param store a store of the server that they use
     * @param program a program that opens a store of the same server and hands it to {@link #takePart}
     * @param arguments what the program is handed
     * @return how often a process has computed a change in vain, as another one was faster
     * @throws IOException if the program cannot be run, or fails
     */
    public static int ofProcesses(FeatureFlagStore store, Class<?> program, String... arguments) throws IOException {
        store.create(CountedFlag.beginning());
        List<String> command = JavaProgram.command(program, arguments);
        // The programs live so short that more than the simple compiler costs more than it saves.
        command.add(1, "-XX:TieredStopAtLevel=1");
        List<Contender.Part> parts = new ArrayList<>();
        List<ChildProgram> programs = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                programs.add(ChildProgram.start(command));
            }
            for (ChildProgram each : programs) {
                each.awaitReady();
            }
            for (ChildProgram each : programs) {
                each.letGo();
            }
            for (ChildProgram each : programs) {
                parts.add(Contender.Part.parse(each.nextLine()));
            }
        } finally {
            programs.forEach(ChildProgram::close);
        }
        return assertAllIsRight(store, parts, PROCESSES * UPDATES_OF_A_PROCESS);
    }

    /**
     * The side of a program that contends: waits for the others, does its part, and says what that was.
     *
     * @param store a store that the program has opened, and closes
     * @throws IOException if the input cannot be read
     */
    public static void takePart(FeatureFlagStore store) throws IOException {
        store.get(CountedFlag.NAME);
        ChildProgram.tell(ChildProgram.READY);
        new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
        ChildProgram.tell(new Contender(store).contend(UPDATES_OF_A_PROCESS).toString());
    }

    /**
     * Lets threads contend, and asserts that all is right after that.
     *
     * @param store the store that they share
     * @return how often a thread has computed a change in vain, as another one was faster
     * @throws ExecutionException if a thread failed
     * @throws InterruptedException if the calling thread was interrupted
     */
    public static int ofThreads(FeatureFlagStore store) throws ExecutionException, InterruptedException {
        store.create(CountedFlag.beginning());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier begin = new CyclicBarrier(THREADS);
            List<Future<Contender.Part>> futures = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                futures.add(threads.submit(() -> {
                    begin.await();
                    return new Contender(store).contend(UPDATES_OF_A_THREAD);
                }));
            }
            List<Contender.Part> parts = new ArrayList<>();
            for (Future<Contender.Part> future : futures) {
                parts.add(future.get());
            }
            return assertAllIsRight(store, parts, THREADS * UPDATES_OF_A_THREAD);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int assertAllIsRight(FeatureFlagStore store, List<Contender.Part> parts, int updates) {
        assertThat(CountedFlag.count(store.get(CountedFlag.NAME)))
                .as("updates that are stored")
                .isEqualTo(updates);
        assertThat(parts.stream().mapToInt(Contender.Part::created).sum())
                .as("flags that somebody has created")
                .isEqualTo(Contender.CREATIONS);
        return parts.stream().mapToInt(Contender.Part::computed).sum() - updates;
    }
}
