package dev.flipper.store.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.flipper.store.FlagDefinition;
import dev.flipper.store.MemoryFeatureFlagStore;
import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.thrift.idl.ConditionCheck;
import dev.flipper.store.thrift.idl.ErrorCode;
import dev.flipper.store.thrift.idl.FeatureFlagStore;
import dev.flipper.store.thrift.idl.FeatureFlagStoreItem;
import dev.flipper.store.thrift.idl.FeatureFlagStoreMeta;
import dev.flipper.store.thrift.idl.FlipperException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSocket;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a client of the original has of our server: it knows the methods in feature_flag_store.thrift and no others, and
 * talks by Thrift's own socket and protocol.
 */
class OriginalClientTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final MemoryFeatureFlagStore store = new MemoryFeatureFlagStore();
    private final ThriftFeatureFlagServer server = ThriftFeatureFlagServer.builder(store)
            .port(0)
            .clock(() -> NOW)
            .build()
            .start();
    private TSocket socket;
    private FeatureFlagStore.Client client;

    @BeforeEach
    void connect() throws TException {
        socket = new TSocket("127.0.0.1", server.port());
        socket.open();
        client = new FeatureFlagStore.Client(new TBinaryProtocol(socket));
    }

    @AfterEach
    void close() {
        socket.close();
        server.close();
    }

    private FlipperException refused(ThrowingCallable call) throws TException {
        FlipperException refusal = catchThrowableOfType(FlipperException.class, call);
        assertThat((Throwable) refusal).isNotNull();
        // Whatever is refused, the connection goes on.
        assertThat(client.List(0, 0)).isEmpty();
        return refusal;
    }

    private void assertNotFound(ThrowingCallable call) throws TException {
        assertThat(refused(call).getCode()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    private String refusedWithoutCode(ThrowingCallable call) throws TException {
        FlipperException refusal = refused(call);
        assertThat(refusal.isSetCode()).isFalse();
        return refusal.getMessage();
    }

    @Test
    void createsAFlag() throws TException {
        FeatureFlagStoreItem item = client.Create("flag", true, "{\"horses\": [1, 1.0]}");
        FlagDefinition stored = store.get("flag");
        assertThat(stored).isEqualTo(FlagDefinition.of("flag", true, NOW, Map.of("horses", List.of(1, 1.0))));
        assertThat(item).isEqualTo(FlagStructs.item(stored)).isEqualTo(client.Get("flag"));
    }

    @Test
    void createsAFlagWithoutData() throws TException {
        assertThat(client.Create("flag", false, null).getMeta().getClient_data())
                .isEqualTo("{}");
        assertThat(store.get("flag")).isEqualTo(FlagDefinition.of("flag", false, NOW, Map.of()));
    }

    @Test
    void cannotOverwriteAFlag() throws TException {
        client.Create("flag", true, "{}");
        assertThat(refusedWithoutCode(() -> client.Create("flag", false, "{\"x\": 1}")))
                .isEqualTo("There is a flag 'flag' already");
        assertThat(store.get("flag").enabled()).isTrue();
    }

    @Test
    void cannotCreateWhatIsNoFlag() throws TException {
        assertThat(refusedWithoutCode(() -> client.Create("", true, "{}"))).contains("must not be empty");
        assertThat(refusedWithoutCode(() -> client.Create(null, true, "{}"))).isEqualTo("There is no feature_name");
        assertThat(refusedWithoutCode(() -> client.Create("flag", true, "[]"))).contains("an object is expected");
        assertThat(refusedWithoutCode(() -> client.Create("flag", true, "{"))).contains("line 1");
        assertThat(store.get("flag")).isNull();
    }

    @Test
    void enablesAndDisables() throws TException {
        client.Create("flag", false, "{}");
        client.Set("flag", true);
        assertThat(store.get("flag").enabled()).isTrue();
        client.Set("flag", false);
        assertThat(client.Get("flag").isIs_enabled()).isFalse();
    }

    @Test
    void deletes() throws TException {
        client.Create("flag", true, "{}");
        client.Delete("flag");
        assertThat(store.get("flag")).isNull();
    }

    @Test
    void hearsThatThereIsNoSuchFlag() throws TException {
        assertNotFound(() -> client.Get("absent"));
        assertNotFound(() -> client.Set("absent", true));
        assertNotFound(() -> client.Delete("absent"));
        assertNotFound(() -> client.SetMeta("absent", new FeatureFlagStoreMeta().setCreated_date(1)));
        assertThat(refused(() -> client.Get("absent")).getMessage()).isEqualTo("There is no flag 'absent'");
    }

    @Test
    void listsInOrder() throws TException {
        // By code points, by which an emoji is behind a character that UTF-16 puts behind it.
        for (String name : List.of("b", "😀", "\uff5e", "a", "aa")) {
            client.Create(name, true, "{}");
        }
        assertThat(client.List(Integer.MAX_VALUE, 0))
                .extracting(FeatureFlagStoreItem::getFeature_name)
                .containsExactly("a", "aa", "b", "\uff5e", "😀");
        assertThat(client.List(2, 1))
                .extracting(FeatureFlagStoreItem::getFeature_name)
                .containsExactly("aa", "b");
        assertThat(client.List(Long.MAX_VALUE, Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void cannotListBackwards() throws TException {
        assertThat(refusedWithoutCode(() -> client.List(-1, 0))).isEqualTo("The limit must be 0 or more, it is -1");
        assertThat(refusedWithoutCode(() -> client.List(1, -2))).isEqualTo("The offset must be 0 or more, it is -2");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void readsAndWritesWhatTheOriginalHasWritten(String document) throws TException {
        FlagDefinition flag = FlagDefinition.fromJson(document);
        store.create(flag);
        FeatureFlagStoreItem item = client.Get(flag.name());
        assertThat(FlagStructs.flag(flag.name(), item)).isEqualTo(FlagDefinition.fromJson(StoredItems.known(document)));
        client.SetMeta(flag.name(), item.getMeta());
        assertThat(store.get(flag.name())).as("nothing is lost").isEqualTo(flag);
    }

    static List<String> documents() {
        return StoredItems.all();
    }

    @Test
    void replacesTheMetadataAndLeavesWhatItDoesNotSee() throws TException {
        String check = "{\"variable\": \"age\", \"value\": 1, \"operator\": \"gt\", \"newer\": 2.0}";
        store.create(FlagDefinition.fromJson("{\"feature_name\": \"flag\", \"is_enabled\": true, \"owner\": 7,"
                + " \"meta\": {\"created_date\": 1.5, \"expires\": {}, \"client_data\": {\"x\": 1},"
                + " \"conditions\": [{\"age\": [" + check + "]}], \"bucketer\": {\"type\": \"NoOpBucketer\"}}}"));
        FeatureFlagStoreMeta meta = client.Get("flag").getMeta();
        meta.addToConditions(
                Map.of("name", List.of(new ConditionCheck().setVariable("name").setValue("\"Mare\""))));
        meta.unsetBucketer();
        client.SetMeta("flag", meta.setClient_data("{\"y\": 2.0}"));
        assertThat(store.get("flag"))
                .isEqualTo(FlagDefinition.fromJson("{\"feature_name\": \"flag\", \"is_enabled\": true, \"owner\": 7,"
                        + " \"meta\": {\"created_date\": 1.5, \"expires\": {}, \"client_data\": {\"y\": 2.0},"
                        + " \"conditions\": [{\"age\": [" + check + "]}, {\"name\": [{\"variable\": \"name\","
                        + " \"value\": \"Mare\", \"operator\": null}]}]}}"));
    }

    @Test
    void metadataWithoutADateKeepTheDate() throws TException {
        client.Create("flag", true, "{\"x\": 1}");
        client.SetMeta("flag", new FeatureFlagStoreMeta());
        assertThat(store.get("flag").toJson())
                .isEqualTo("{\"feature_name\": \"flag\", \"is_enabled\": true, \"meta\": {\"created_date\":"
                        + " 1700000000}}");
        client.SetMeta("flag", new FeatureFlagStoreMeta().setCreated_date(5));
        assertThat(store.get("flag").metadata().createdDate()).isEqualTo(Instant.ofEpochSecond(5));
    }

    @Test
    void cannotStoreMetadataThatNobodyCouldRead() throws TException {
        client.Create("flag", true, "{}");
        FlagDefinition before = store.get("flag");
        assertThat(refusedWithoutCode(
                        () -> client.SetMeta("flag", new FeatureFlagStoreMeta().setClient_data("{\"x\": NaN}"))))
                .contains("meta.client_data");
        assertThat(refusedWithoutCode(
                        () -> client.SetMeta("flag", new FeatureFlagStoreMeta().setBucketer("{\"kind\": 1}"))))
                .contains("'type'");
        assertThat(refusedWithoutCode(() -> client.SetMeta("flag", null))).isEqualTo("There is no meta");
        assertThat(store.get("flag")).isEqualTo(before);
    }

    @Test
    void hearsWhatTheStoreSaysWhenItFails() throws TException {
        try (ThriftFeatureFlagStore away = new ThriftFeatureFlagStore("127.0.0.1", FreePorts.next());
                ThriftFeatureFlagServer failing =
                        ThriftFeatureFlagServer.builder(away).port(0).build().start();
                TSocket other = new TSocket("127.0.0.1", failing.port())) {
            other.open();
            FeatureFlagStore.Client asking = new FeatureFlagStore.Client(new TBinaryProtocol(other));
            FlipperException refusal = catchThrowableOfType(FlipperException.class, () -> asking.Get("flag"));
            assertThat(refusal.isSetCode()).isFalse();
            assertThat(refusal.getMessage())
                    .startsWith("The flag 'flag' could not be read from the flag service at 127.0.0.1:")
                    .doesNotContain("\tat ");
        }
    }
}
