package dev.flipper.store.consul;

import dev.flipper.store.testing.TestFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate for {@code localhost}, and no other name, that nobody has signed but itself. */
final class TestCertificate implements AutoCloseable {

    static final String PASSWORD = "changeit";
    private static final String ALIAS = "consul";

    private final TestFolder folder = TestFolder.create("certificate");

    TestCertificate() throws IOException {
        keytool(store(), "-genkeypair", "-keyalg", "EC", "-dname", "CN=consul", "-ext", "san=dns:localhost");
        keytool(store(), "-exportcert", "-rfc", "-file", certificate().toString());
        keytool(trustStore(), "-importcert", "-noprompt", "-file", certificate().toString());
    }

    private static void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", ALIAS, "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", store.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException(output);
        }
    }

    /** The certificate with its key. */
    Path store() {
        return folder.file("store.p12");
    }

    /** The certificate as one to trust. */
    Path trustStore() {
        return folder.file("trusted.p12");
    }

    private Path certificate() {
        return folder.file("certificate.pem");
    }

    /** Arguments for a server that speaks TLS on a port of its own, and wants a certificate of its clients or not. */
    String[] serverArguments(int port, boolean mutual) throws IOException, GeneralSecurityException {
        return new String[] {
            "-hcl", "ports { https = " + port + " }",
            "-hcl", "cert_file = \"" + certificate() + "\"",
            "-hcl", "ca_file = \"" + certificate() + "\"",
            "-hcl", "key_file = \"" + key() + "\"",
            "-hcl", "verify_incoming_https = " + mutual
        };
    }

    private Path key() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(store())) {
            store.load(content, PASSWORD.toCharArray());
        }
        byte[] key = store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
        return folder.write(
                "key.pem",
                List.of(
                        "-----BEGIN PRIVATE KEY-----",
                        Base64.getMimeEncoder().encodeToString(key),
                        "-----END PRIVATE KEY-----"));
    }

    @Override
    public void close() {
        folder.close();
    }
}
