package dev.flipper.store.s3;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.testing.LoggedLines;
import dev.flipper.store.testing.ResourceFixture;
import dev.flipper.store.testing.ToldInOrder;
import dev.flipper.store.testing.s3.S3Bucket;
import dev.flipper.store.testing.s3.S3MockProcess;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stores that settings make, against a real server. */
@Timeout(90)
class S3FeatureFlagStoreProviderTest extends ResourceFixture {

    private static final FlagDefinition FLAG = ServiceFixture.flag("IMPROVED_HORSE_SOUNDS");

    private static S3MockProcess server;

    @BeforeAll
    static void start() {
        server = S3MockProcess.started();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static FeatureFlagStore open(Map<String, String> more, String... settings) {
        Map<String, String> texts = new HashMap<>(more);
        for (int i = 0; i < settings.length; i += 2) {
            texts.put("s3." + settings[i], settings[i + 1]);
        }
        return new S3FeatureFlagStoreProvider().open(StoreSettings.of(texts));
    }

    private static Map<String, String> at(S3Bucket bucket) {
        return Map.of(
                "s3.bucket", bucket.name(),
                "s3.endpoint", bucket.endpoint().toString(),
                "s3.path-style", "true",
                "s3.access-key-id", "id",
                "s3.secret-access-key", "hunter2");
    }

    private static void assertWorks(FeatureFlagStore store) {
        assertThat(store.create(FLAG)).isTrue();
        assertThat(store.get(FLAG.name())).isEqualTo(FLAG);
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(FeatureFlagStoreProvider.class).stream()
                        .map(provider -> provider.get().name()))
                .contains("s3");
        assertThat(new S3FeatureFlagStoreProvider().settings()).isEqualTo(S3Settings.ALL);
    }

    @Test
    void whatDoesNotGoTogetherOpensNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(Map.of(), "bucket", "flags", "access-key-id", "id"))
                .withMessageEndingWith("s3.secret-access-key is missing");
    }

    @Test
    void settingsSayWhereAndHow() {
        S3Bucket bucket = server.newBucket();
        try (FeatureFlagStore store = open(at(bucket), "poll-interval", "20ms", "timeout", "20s")) {
            ToldInOrder told = ToldInOrder.of(store);
            assertWorks(store);
            assertThat(told.next()).isEqualTo(FLAG.name());
            assertThat(bucket.get(FLAG.name())).isEqualTo(FLAG.toJson());
            bucket.put("OTHER", "x");
            told.await("OTHER");
        }
    }

    /** Nor of the SDK, which has no thread but ours here. */
    @Test
    void nothingIsLeftOfAStoreThatIsClosed() {
        FeatureFlagStore store = open(at(server.newBucket()));
        ToldInOrder.of(store);
        assertWorks(store);
        store.create(ServiceFixture.flag("OTHER"));
        store.forEach(new NoVisitor());
        assertThat(StoreThreads.names()).isNotEmpty().allMatch("flipper-s3"::equals);
        store.close();
        eventually(() -> assertThat(StoreThreads.names()).isEmpty());
    }

    @Test
    void whatIsAwayAtTheStartIsThereLater() {
        LoggedLines log = opened(new LoggedLines());
        S3MockProcess late = opened(S3MockProcess.started());
        S3Bucket bucket = late.newBucket();
        late.kill();
        FeatureFlagStore store = opened(open(at(bucket)));
        ToldInOrder told = new ToldInOrder();
        assertThat(store.subscribe(told)).isPresent();
        assertFails(() -> store.get(FLAG.name()))
                .withMessage("The flag '" + FLAG.name() + "' could not be read from " + Stores.place(bucket)
                        + ": it cannot be connected to: Connection refused");
        late.start();

        told.await(ToldInOrder.CONNECTED);
        assertWorks(store);
        told.await(FLAG.name());
        assertThat(log.warnings()).hasSizeLessThan(2);
    }

    @Test
    void aBucketThatIsNotThereIsTold() {
        Map<String, String> settings = new HashMap<>(at(server.newBucket()));
        settings.put("s3.bucket", "nowhere");
        String place = "the bucket 'nowhere' of S3 at " + server;
        String why = "it answered 404 NoSuchBucket: The specified bucket does not exist.";
        try (FeatureFlagStore store = open(settings)) {
            assertFails(() -> store.get("A")).withMessage("The flag 'A' could not be read from " + place + ": " + why);
            assertFails(() -> store.forEach(new NoVisitor()))
                    .withMessage("The flags could not be read from " + place + ": " + why);
            assertFails(() -> store.create(FLAG))
                    .withMessage("The flag '" + FLAG.name() + "' could not be read from " + place + ": " + why);
        }
    }

    @Test
    void aHostThatNobodyKnowsIsToldAsThat() {
        Map<String, String> texts = new HashMap<>(at(server.newBucket()));
        texts.put("s3.bucket", "flags");
        texts.put("s3.endpoint", "http://s3.invalid:9000");
        texts.put("s3.path-style", "false");
        String why = "The flag 'A' could not be read from the bucket 'flags' of S3 at s3.invalid:9000: it cannot be"
                + " connected to, as nobody knows the host";
        try (FeatureFlagStore store = open(texts)) {
            assertFails(() -> store.get("A"))
                    .withMessage(why + "; a service that has none for each bucket takes s3.path-style=true");
        }
        texts.put("s3.path-style", "true");
        try (FeatureFlagStore store = open(texts)) {
            assertFails(() -> store.get("A")).withMessage(why);
        }
    }

    @Test
    void aStoreThatIsClosedSaysSo() {
        FeatureFlagStore store = open(Map.of("s3.bucket", "flags"));
        store.close();
        store.close();
        assertFails(() -> store.get("A"))
                .withMessage("The flag 'A' could not be read from the bucket 'flags' of S3: the store is closed");
        assertFails(() -> store.create(FLAG)).withMessageEndingWith("the store is closed");
        assertFails(() -> store.forEach(new NoVisitor()))
                .withMessage("The flags could not be read from the bucket 'flags' of S3: the store is closed");
        assertThat(store.subscribe(flag -> {})).isPresent();
    }

    @Test
    void aStoreThatWasUsedAndIsClosedSaysSo() {
        FeatureFlagStore store = open(at(server.newBucket()));
        assertWorks(store);
        store.close();
        assertFails(() -> store.get("A")).withMessageEndingWith("the store is closed");
    }
}
