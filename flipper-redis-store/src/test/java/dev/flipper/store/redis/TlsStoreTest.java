package dev.flipper.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.flipper.StoreException;
import dev.flipper.store.FeatureFlagStore;
import dev.flipper.store.FlagDefinition;
import dev.flipper.store.testing.FreePorts;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Stores that settings make over TLS. The trust store of the JVM is the default context's, which each test puts in
 * place for itself.
 */
class TlsStoreTest {

    private static final FlagDefinition FLAG =
            FlagDefinition.of("IMPROVED_HORSE_SOUNDS", true, Instant.EPOCH, Map.of());

    private static TestCertificate certificate;
    private static SSLContext usual;

    private final int port = FreePorts.next();
    private RedisProcess server;

    @BeforeAll
    static void makeCertificate() throws Exception {
        usual = SSLContext.getDefault();
        certificate = new TestCertificate();
    }

    @AfterAll
    static void forget() {
        certificate.close();
    }

    @AfterEach
    void restore() {
        SSLContext.setDefault(usual);
        if (server != null) {
            server.close();
        }
    }

    private void start(RedisVersion version, boolean mutual) throws GeneralSecurityException {
        server = RedisProcess.start(version, certificate.serverArguments(port, mutual));
    }

    private FeatureFlagStore open(String host) {
        return RedisFeatureFlagStoreProviderTest.open("rediss://" + host + ":" + port);
    }

    private Throwable refusal(String host) {
        try (FeatureFlagStore store = open(host)) {
            Throwable failure = catchThrowable(() -> store.get(FLAG.name()));
            assertThat(failure).isInstanceOf(StoreException.class);
            return failure;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerIsTrustedByTheJvm(RedisVersion version) throws GeneralSecurityException {
        SSLContext.setDefault(certificate.context(false));
        start(version, false);
        try (FeatureFlagStore store = open("localhost");
                ToldChanges changes = new ToldChanges(store)) {
            changes.awaitConnected(1);
            assertThat(store.create(FLAG)).isTrue();
            assertThat(store.get(FLAG.name())).isEqualTo(FLAG);
            server.cli("DEL", "features/" + FLAG.name());
            changes.awaitChanged(FLAG.name());
        }
    }

    @Test
    void anUnknownCertificateIsRefused() throws GeneralSecurityException {
        start(RedisVersion.EMBEDDED, false);
        assertThat(refusal("localhost")).hasStackTraceContaining("unable to find valid certification path");
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws GeneralSecurityException {
        SSLContext.setDefault(certificate.context(false));
        start(RedisVersion.EMBEDDED, false);
        assertThat(refusal("127.0.0.1"))
                .hasStackTraceContaining("No subject alternative names matching IP address 127.0.0.1 found");
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatWantsACertificateGetsThatOfTheJvm(RedisVersion version) throws GeneralSecurityException {
        start(version, true);
        SSLContext.setDefault(certificate.context(false));
        refusal("localhost");
        SSLContext.setDefault(certificate.context(true));
        try (FeatureFlagStore store = open("localhost")) {
            assertThat(store.create(FLAG)).isTrue();
        }
    }
}
