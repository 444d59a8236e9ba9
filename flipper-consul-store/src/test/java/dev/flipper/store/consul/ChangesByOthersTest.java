package dev.flipper.store.consul;

import static dev.flipper.store.testing.ToldInOrder.CONNECTED;
import static dev.flipper.store.testing.ToldInOrder.DISCONNECTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.json.Json;
import dev.flipper.store.testing.ToldInOrder;
import dev.flipper.store.testing.consul.ConsulProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What listeners hear of changes that others make, by any request. */
class ChangesByOthersTest {

    private static ConsulProcess server;

    private ConsulFeatureFlagStore store;
    private ToldInOrder told;

    @BeforeAll
    static void start() {
        server = ConsulProcess.forgetful();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void watch() {
        server.api().deleteAll();
        store = new ConsulFeatureFlagStore(server.uri());
        told = ToldInOrder.of(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void everyKindOfChangeIsTold() {
        server.api().put("features/put", "x");
        assertThat(told.next()).isEqualTo("put");
        server.api().put("features/put", "y");
        assertThat(told.next()).isEqualTo("put");
        server.api().put("features/Ünïcode flag/a+b%?#", "x");
        assertThat(told.next()).isEqualTo("Ünïcode flag/a+b%?#");
        server.api().send("PUT", "/v1/kv/features/put?flags=7", "y".getBytes(UTF_8));
        assertThat(told.next()).isEqualTo("put");
        server.api().delete("features/put");
        assertThat(told.next()).isEqualTo("put");
    }

    @Test
    void aTreeThatIsRemovedIsToldFlagByFlag() {
        IntStream.range(0, 50).forEach(i -> server.api().put("features/" + i, "x"));
        IntStream.range(0, 50).forEach(i -> told.await("" + i));
        server.api().send("DELETE", "/v1/kv/features/?recurse", new byte[0]);

        List<String> gone = next(50);
        assertThat(gone).doesNotHaveDuplicates().doesNotContain(CONNECTED, DISCONNECTED);
    }

    /** Consul does not tell that to those who wait for changes of what begins with more than that. */
    @Test
    void allKeysThatAreRemovedAreNoticed() {
        server.api().put("features/A", "x");
        told.await("A");
        server.api().put("features/B", "x");
        told.await("B");
        server.api().delete("features/A");
        told.await("A");
        server.api().deleteAll();
        assertThat(told.next()).isIn("B", CONNECTED);
        assertThat(store.get("B")).isNull();
    }

    /** Its numbers go back, and whoever waits for larger ones is told nothing. */
    @Test
    void aSnapshotThatIsRestoredIsNoticed() throws Exception {
        server.api().put("features/A", "x");
        told.await("A");
        server.api().put("features/B", "on");
        told.await("B");
        byte[] snapshot = snapshot(HttpRequest.newBuilder().GET());
        server.api().put("features/B", "off");
        told.await("B");
        snapshot(HttpRequest.newBuilder().PUT(BodyPublishers.ofByteArray(snapshot)));

        assertThat(told.next()).isEqualTo(CONNECTED);
        assertThat(server.api().get("features/B")).isEqualTo("on");
    }

    private static byte[] snapshot(HttpRequest.Builder request) throws Exception {
        HttpResponse<byte[]> response = HttpClient.newHttpClient()
                .send(request.uri(server.uri().resolve("/v1/snapshot")).build(), BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** In one step of the server, and told by one answer. */
    @Test
    void manyChangesAtOnceAreAllTold() {
        List<Object> operations = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            operations.add(Map.of("KV", Map.of("Verb", "set", "Key", "features/" + i, "Value", "eA==")));
        }
        server.api().send("PUT", "/v1/txn", Json.write(operations).getBytes(UTF_8));

        assertThat(next(60)).doesNotHaveDuplicates().doesNotContain(CONNECTED, DISCONNECTED);
    }

    private List<String> next(int count) {
        return IntStream.range(0, count).mapToObj(i -> told.next()).toList();
    }

    @Test
    void otherKeysAreNotTold() {
        for (String key : List.of("features", "feature/A", "features2/A", "Features/A", "A")) {
            server.api().put(key, "x");
        }
        server.api().put("features/A", "x");
        assertThat(told.next()).isEqualTo("A");
    }

    /** Consul counts the changes of all keys, but wakes only those who wait for these. */
    @Test
    void aDeletedKeyThatComesBackIsToldAgain() {
        for (int i = 0; i < 3; i++) {
            server.api().put("features/A", "x");
            told.await("A");
            assertThat(store.get("B")).isNull();
            server.api().delete("features/A");
            told.await("A");
        }
    }

    @Test
    void whoComesLaterIsConnectedAtOnceAndToldToo() {
        ToldInOrder later = ToldInOrder.of(store);
        server.api().put("features/A", "x");
        assertThat(later.next()).isEqualTo("A");
        assertThat(told.next()).isEqualTo("A");
    }

    /**
     * An answer without changes after the wait is no sign that something is out of order, however short the wait is.
     */
    @Test
    void changesAreToldAlsoAfterAWaitThatIsShorterThanTheTimeout() {
        server.api().put("features/A", "x");
        try (ConsulFeatureFlagStore patient = ConsulFeatureFlagStore.builder(server.uri())
                .timeout(Duration.ofMinutes(10))
                .longestWait(Duration.ofSeconds(1))
                .build()) {
            ToldInOrder toldSoon = ToldInOrder.of(patient);
            // Is answered after the wait: by then the store has had its first answer.
            server.api().send("GET", "/v1/kv/features/?recurse&index=1000000000&wait=3s", new byte[0]);
            server.api().put("features/A", "y");
            assertThat(toldSoon.next()).isEqualTo("A");
        }
    }

    /** Nobody but Consul itself knows what is under such a key. */
    @Test
    void whatIsStoredIsNotLookedAt() {
        server.api().send("PUT", "/v1/kv/features/bytes", Base64.getDecoder().decode("//79"));
        assertThat(told.next()).isEqualTo("bytes");
    }
}
