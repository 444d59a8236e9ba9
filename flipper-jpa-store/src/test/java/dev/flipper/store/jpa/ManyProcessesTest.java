package dev.flipper.store.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Processes and threads that create and change the same flags at the same time. */
@Timeout(120)
class ManyProcessesTest {

    private static final int PROCESSES = 4;
    private static final int THREADS = 16;
    private static final int CREATIONS = 50;
    private static final int UPDATES = 500;
    private static final int UPDATES_OF_A_THREAD = 50;

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL_18, org.hibernate.jpa.HibernatePersistenceProvider",
        "POSTGRESQL_14, org.eclipse.persistence.jpa.PersistenceProvider"
    })
    void processesLoseNoUpdateAndOneOfThemCreates(PostgresVersion version, String provider) throws IOException {
        PostgresDatabase database = version.newDatabase();
        try (JpaFeatureFlagStore store = new JpaFeatureFlagStore(database.dataSource())) {
            ContendingProgram.prepare(store);

            List<Integer> created = runAll(database.jdbcUrl(), provider);

            assertThat(ContendingProgram.count(store.get(ContendingProgram.FLAG)))
                    .isEqualTo(PROCESSES * UPDATES);
            assertThat(created.stream().mapToInt(Integer::intValue).sum()).isEqualTo(CREATIONS);
        }
    }

    private static List<Integer> runAll(String url, String provider) throws IOException {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(start(url, provider));
            }
            List<BufferedReader> outputs =
                    processes.stream().map(Process::inputReader).toList();
            for (BufferedReader output : outputs) {
                assertThat(output.readLine()).isEqualTo(ContendingProgram.READY);
            }
            for (Process process : processes) {
                try (Writer input = process.outputWriter()) {
                    input.write("\n");
                }
            }
            List<Integer> created = new ArrayList<>();
            for (BufferedReader output : outputs) {
                created.add(Integer.valueOf(output.readLine()));
            }
            return created;
        } finally {
            processes.forEach(process -> process.destroyForcibly().onExit().join());
        }
    }

    private static Process start(String url, String provider) throws IOException {
        // Surefire's own class path is one jar, which says in its manifest where the others are.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        ContendingProgram.class.getName(),
                        url,
                        provider,
                        Integer.toString(CREATIONS),
                        Integer.toString(UPDATES))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL_18, org.hibernate.jpa.HibernatePersistenceProvider, serializable",
        "POSTGRESQL_18, org.eclipse.persistence.jpa.PersistenceProvider, repeatable\\ read",
        "POSTGRESQL_14, org.eclipse.persistence.jpa.PersistenceProvider, serializable",
        "POSTGRESQL_14, org.hibernate.jpa.HibernatePersistenceProvider, repeatable\\ read"
    })
    void threadsOfAnyIsolationLoseNothingAndNoneFails(PostgresVersion version, String provider, String isolation)
            throws Exception {
        PGSimpleDataSource connections = version.newDatabase().dataSource();
        connections.setOptions("-c default_transaction_isolation=" + isolation);
        try (JpaFeatureFlagStore store =
                JpaFeatureFlagStore.builder(connections).provider(provider).build()) {
            ContendingProgram.prepare(store);

            long created = contend(store);

            assertThat(ContendingProgram.count(store.get(ContendingProgram.FLAG)))
                    .isEqualTo(THREADS * UPDATES_OF_A_THREAD);
            assertThat(created).isEqualTo(CREATIONS);
        }
    }

    private static long contend(JpaFeatureFlagStore store) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier begin = new CyclicBarrier(THREADS);
            List<Future<Long>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                results.add(threads.submit(() -> {
                    begin.await();
                    long created = ContendingProgram.create(store, CREATIONS);
                    ContendingProgram.update(store, UPDATES_OF_A_THREAD);
                    return created;
                }));
            }
            return sum(results);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long sum(List<Future<Long>> results) throws InterruptedException, ExecutionException {
        long sum = 0;
        for (Future<Long> result : results) {
            sum += result.get();
        }
        return sum;
    }
}
