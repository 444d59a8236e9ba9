package dev.flipper.store.consul;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static dev.flipper.store.testing.StoreNode.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flipper.FeatureFlagClient;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FeatureFlagStoreProvider;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.testing.ToldInOrder;
import dev.flipper.store.testing.consul.ConsulProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Stores that settings make, against a real server. */
class ConsulFeatureFlagStoreProviderTest {

    private static final FlagDefinition FLAG =
            FlagDefinition.of("IMPROVED_HORSE_SOUNDS", true, Instant.EPOCH, Map.of());

    static FeatureFlagStore open(String uri, String... more) {
        Map<String, String> texts = new HashMap<>();
        texts.put("consul.uri", uri);
        for (int i = 0; i < more.length; i += 2) {
            texts.put("consul." + more[i], more[i + 1]);
        }
        return new ConsulFeatureFlagStoreProvider().open(StoreSettings.of(texts));
    }

    private static void assertWorks(FeatureFlagStore store) {
        assertThat(store.create(FLAG)).isTrue();
        assertThat(store.get(FLAG.name())).isEqualTo(FLAG);
    }

    @Test
    void isFoundByItsName() {
        List<String> names = ServiceLoader.load(FeatureFlagStoreProvider.class).stream()
                .map(provider -> provider.get().name())
                .toList();
        assertThat(names).contains("consul");
        assertThat(new ConsulFeatureFlagStoreProvider().settings()).isEqualTo(ConsulSettings.ALL);
    }

    @Test
    void whatDoesNotGoTogetherOpensNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open("http://a", "tls.key-store", "x"))
                .withMessageStartingWith("consul.tls.key-store is for an https:// address");
    }

    @Test
    void settingsSayWhereAndHow() {
        try (ConsulProcess server = ConsulProcess.forgetful();
                FeatureFlagStore store =
                        open(server.uri().toString(), "base-key", "sta ble/Ü", "datacenter", "dc1", "wait", "1s")) {
            ToldInOrder told = ToldInOrder.of(store);
            assertWorks(store);
            assertThat(told.next()).isEqualTo(FLAG.name());
            assertThat(server.api().get("sta ble/Ü/" + FLAG.name())).isEqualTo(FLAG.toJson());
            server.api().put("sta ble/Ü/OTHER", "x");
            told.await("OTHER");
            try (FeatureFlagStore elsewhere = open(server.uri().toString())) {
                assertThat(elsewhere.get(FLAG.name())).isNull();
            }
        }
    }

    @Test
    void aTokenNeedsTheRightsOfTheGuideAndNoMore() throws IOException {
        try (ConsulProcess server = ConsulProcess.withRights()) {
            String token = server.api().token(policyOfTheGuide());
            FeatureFlagStore store = open(server.uri().toString(), "token", token);
            try (FeatureFlagClient features = FeatureFlagClient.open(store)) {
                ToldInOrder told = ToldInOrder.of(store);
                features.create(FLAG.name());
                features.enable(FLAG.name());
                assertThat(features.isEnabled(FLAG.name())).isTrue();
                assertThat(features.list()).hasSize(1);
                server.api().put("features/OTHER", FLAG.toJson());
                told.await("OTHER");
                features.destroy(FLAG.name());
            }
            try (FeatureFlagStore elsewhere = open(server.uri().toString(), "token", token, "base-key", "other")) {
                assertFails(() -> elsewhere.create(FLAG)).withMessageContaining("the token may not write 'other/");
            }
        }
    }

    /** Gives the first policy in the guide, which is the store's. */
    private static String policyOfTheGuide() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "stores.md"));
        int begin = guide.indexOf("key_prefix \"features/\"");
        return guide.substring(begin, guide.indexOf("```", begin));
    }

    @Test
    void nothingIsLeftOfAStoreThatIsClosed() {
        try (ConsulProcess server = ConsulProcess.forgetful()) {
            try (FeatureFlagStore store = open(server.uri().toString())) {
                ToldInOrder.of(store);
                assertWorks(store);
                assertThat(threads()).contains("flipper-consul").anyMatch(name -> name.endsWith("SelectorManager"));
            }
            eventually(() -> {
                // Before Java 21 the HTTP client ends when it is found to be garbage.
                System.gc();
                assertThat(threads())
                        .doesNotContain("flipper-consul")
                        .noneMatch(name -> name.endsWith("SelectorManager"));
            });
        }
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }

    @Test
    void whatIsAwayAtTheStartIsThereLater() {
        try (ConsulProcess server = ConsulProcess.forgetful()) {
            server.kill();
            try (FeatureFlagStore store = open(server.uri().toString())) {
                ToldInOrder told = new ToldInOrder();
                assertThat(store.subscribe(told)).isPresent();
                assertFails(() -> store.get(FLAG.name())).withMessageContaining("it cannot be connected to");
                server.start();
                told.await(ToldInOrder.CONNECTED);
                assertWorks(store);
            }
        }
    }

    @Test
    void aHostThatNobodyKnowsIsToldAsThat() {
        try (FeatureFlagStore store = open("http://consul.invalid")) {
            assertFails(() -> store.get(FLAG.name()))
                    .withMessage("The flag '" + FLAG.name() + "' could not be read from Consul at consul.invalid:8500:"
                            + " it cannot be connected to, as nobody knows the host");
        }
    }

    @Test
    void aStoreThatIsClosedSaysSo() {
        FeatureFlagStore store = open("http://localhost:1");
        store.close();
        store.close();
        assertFails(() -> store.get("A")).withMessageEndingWith("the store is closed");
        assertFails(() -> store.create(FLAG)).withMessageEndingWith("the store is closed");
        assertThat(store.subscribe(flag -> {})).isPresent();
    }
}
