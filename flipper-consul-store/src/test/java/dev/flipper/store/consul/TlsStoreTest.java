package dev.flipper.store.consul;

import static dev.flipper.store.testing.StoreNode.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.FreePorts;
import dev.flipper.store.testing.ToldInOrder;
import dev.flipper.store.testing.consul.ConsulProcess;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stores that settings make over TLS. */
class TlsStoreTest {

    private static final FlagDefinition FLAG =
            FlagDefinition.of("IMPROVED_HORSE_SOUNDS", true, Instant.EPOCH, Map.of());

    private static TestCertificate certificate;

    private final int port = FreePorts.next();
    private ConsulProcess server;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = new TestCertificate();
    }

    @AfterAll
    static void forget() {
        certificate.close();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void start(boolean mutual) throws Exception {
        server = ConsulProcess.forgetful(certificate.serverArguments(port, mutual));
    }

    private FeatureFlagStore open(String host, String... settings) {
        return ConsulFeatureFlagStoreProviderTest.open("https://" + host + ":" + port, settings);
    }

    private FeatureFlagStore trusting(String host) {
        return open(
                host,
                "tls.trust-store",
                certificate.trustStore().toString(),
                "tls.trust-store-password",
                TestCertificate.PASSWORD);
    }

    @Test
    void aServerWhoseCertificateIsInTheTrustStoreIsTrusted() throws Exception {
        start(false);
        try (FeatureFlagStore store = trusting("localhost")) {
            ToldInOrder told = ToldInOrder.of(store);
            assertThat(store.create(FLAG)).isTrue();
            assertThat(store.get(FLAG.name())).isEqualTo(FLAG);
            told.await(FLAG.name());
            server.api().delete("features/" + FLAG.name());
            told.await(FLAG.name());
        }
    }

    @Test
    void anUnknownCertificateIsRefused() throws Exception {
        start(false);
        try (FeatureFlagStore store = open("localhost")) {
            assertFails(() -> store.get(FLAG.name()))
                    .withMessageContaining("there is no trust: ")
                    .withMessageContaining("unable to find valid certification path");
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        start(false);
        try (FeatureFlagStore store = trusting("127.0.0.1")) {
            assertFails(() -> store.get(FLAG.name()))
                    .withMessageContaining("No subject alternative names matching IP address 127.0.0.1 found");
        }
    }

    @Test
    void aServerThatWantsACertificateGetsThatOfTheKeyStore() throws Exception {
        start(true);
        try (FeatureFlagStore store = trusting("localhost")) {
            assertFails(() -> store.get(FLAG.name()));
        }
        try (FeatureFlagStore store = open(
                "localhost",
                "tls.trust-store",
                certificate.trustStore().toString(),
                "tls.trust-store-password",
                TestCertificate.PASSWORD,
                "tls.key-store",
                certificate.store().toString(),
                "tls.key-store-password",
                TestCertificate.PASSWORD)) {
            assertThat(store.create(FLAG)).isTrue();
        }
    }
}
