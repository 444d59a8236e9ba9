package dev.flipper.store.consul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.flipper.setting.Setting;
import dev.flipper.store.StoreSettings;
import dev.flipper.store.testing.SettingAssertions;
import dev.flipper.store.testing.TestFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsulSetupTest {

    private static ConsulSetup setup(String... settings) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            texts.put("consul." + settings[i], settings[i + 1]);
        }
        return ConsulSetup.of(StoreSettings.of(texts));
    }

    private static void assertWrong(String message, String... settings) {
        assertThatIllegalArgumentException().isThrownBy(() -> setup(settings)).withMessage(message);
    }

    @Test
    void theUsualIsTheAgentOfThisMachine() {
        assertThat(setup().builder().http().address()).isEqualTo(ConsulAddress.LOCAL);
        assertThat(setup().builder().keys()).hasToString("features");
    }

    @Test
    void everythingButFilesCanBeSet() {
        ConsulFeatureFlagStoreBuilder builder = setup(
                        "uri", "https://consul.example.org",
                        "base-key", "horses/features",
                        "token", " 6d2f ",
                        "datacenter", "dc2",
                        "timeout", "500ms",
                        "wait", "10m")
                .builder();
        assertThat(builder.http().address()).isEqualTo(new ConsulAddress(true, "consul.example.org", 8501));
        assertThat(builder.keys()).hasToString("horses/features");
    }

    @Test
    void filesAreForTls() {
        assertWrong(
                "consul.tls.trust-store is for an https:// address in consul.uri only;"
                        + " consul.tls.key-store-password is for an https:// address in consul.uri only",
                "tls.trust-store",
                "a.p12",
                "tls.key-store-password",
                "hunter2");
    }

    @Test
    void allThatIsWrongWithFilesIsToldAtOnce() throws Exception {
        try (TestFolder folder = TestFolder.create("consul-setup");
                TestCertificate certificate = new TestCertificate()) {
            String text = folder.write("text.p12", List.of("no store")).toString();
            assertWrong(
                    "consul.tls.trust-store-password is for consul.tls.trust-store only;"
                            + " consul.tls.key-store=missing.p12 cannot be used: there is no such file",
                    "uri",
                    "https://a",
                    "tls.trust-store-password",
                    "hunter2",
                    "tls.key-store",
                    "missing.p12");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> setup("uri", "https://a", "tls.trust-store", text))
                    .withMessageStartingWith("consul.tls.trust-store=" + text + " cannot be used: ");
            String file = certificate.store().toString();
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> setup("uri", "https://a", "tls.key-store", file, "tls.key-store-password", "hunter2"))
                    .withMessageStartingWith("consul.tls.key-store=" + file + " cannot be used: ")
                    .withMessageNotContaining("hunter2");
        }
    }

    /** The JDK takes it for a store without certificates, by which nobody would be trusted. */
    @Test
    void aFileThatWantsAPasswordIsToldToWantOne() throws Exception {
        try (TestCertificate certificate = new TestCertificate()) {
            String file = certificate.trustStore().toString();
            assertWrong(
                    "consul.tls.trust-store=" + file
                            + " cannot be used: nothing in it can be read; it may want a password",
                    "uri",
                    "https://a",
                    "tls.trust-store",
                    file);
        }
    }

    /** What the JDK throws then has the file's name for a message, or none. */
    @Test
    void aFileThatCannotBeReadIsToldByItsKindOfFailure() throws Exception {
        try (TestFolder folder = TestFolder.create("consul-setup")) {
            Path shortened = Files.write(folder.file("short.p12"), new byte[] {0x30, 0x10});
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> setup("uri", "https://a", "tls.trust-store", shortened.toString()))
                    .withMessageNotContaining("null");
            String below = shortened.resolve("store.p12").toString();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> setup("uri", "https://a", "tls.trust-store", below))
                    .withMessageStartingWith(
                            "consul.tls.trust-store=" + below + " cannot be used: FileSystemException: " + below);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "uri, localhost:8500, 'an address as http://localhost:8500, https:// for TLS (it does not begin with http:// or"
                + " https://, or more than host and port follow)'",
        "base-key, a//b, 'one word or several with slashes between, as features or horses/features (The base key must"
                + " neither begin nor end with a slash, nor have empty parts, ''.'' or ''..'')'",
        "token, two words, the secret ID of a token",
        "datacenter, ü, 'the name of a datacenter (it must have visible characters of ASCII only, and at least one)'",
        "timeout, 0ms, 'a duration from 1ms to 1h, as 500ms, 2s, 15m, 1h, 7d or PT1M30S'",
        "wait, 11m, 'a duration from 1s to 10m, as 500ms, 2s, 15m, 1h, 7d or PT1M30S'"
    })
    void eachSettingSaysWhatIsRight(String key, String wrong, String expected) {
        SettingAssertions.assertRefuses(ConsulSettings.ALL, "consul." + key, wrong, expected);
    }

    @Test
    void nothingIsRequiredAndOnlyTokensAndPasswordsAreSecret() {
        assertThat(ConsulSettings.ALL).noneMatch(Setting::isRequired);
        SettingAssertions.assertKeptApart(
                ConsulSettings.ALL,
                "consul.",
                ConsulSettings.TOKEN,
                ConsulSettings.TRUST_STORE_PASSWORD,
                ConsulSettings.KEY_STORE_PASSWORD);
    }

    @Test
    void theTokenIsNotShown() {
        assertThat(new HttpAccess("hunter2", "dc1").toString()).doesNotContain("hunter2");
    }
}
