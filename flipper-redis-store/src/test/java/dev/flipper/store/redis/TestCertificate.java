package dev.flipper.store.redis;

import dev.flipper.store.testing.TestFolder;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for {@code localhost}, and no other name, that nobody has signed but itself. */
final class TestCertificate implements AutoCloseable {

    private static final String ALIAS = "redis";
    private static final String PASSWORD = "changeit";

    private final TestFolder folder = TestFolder.create("certificate");
    private final KeyStore store;

    TestCertificate() throws IOException, GeneralSecurityException {
        String file = folder.file("store.p12").toString();
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                ALIAS,
                "-dname",
                "CN=redis",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "365",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file);
        store = KeyStore.getInstance("PKCS12");
        try (InputStream content = new FileInputStream(file)) {
            store.load(content, PASSWORD.toCharArray());
        }
    }

    private static void keytool(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(
                0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException(output);
        }
    }

    /** Arguments for a server that speaks TLS on a port of its own, and wants a certificate of its clients or not. */
    String[] serverArguments(int port, boolean mutual) throws GeneralSecurityException {
        String certificate = pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
        String key =
                pem("PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        return new String[] {
            "--tls-port", "" + port,
            "--tls-cert-file", certificate,
            "--tls-key-file", key,
            "--tls-ca-cert-file", certificate,
            "--tls-auth-clients", mutual ? "yes" : "no"
        };
    }

    private String pem(String kind, byte[] content) {
        return folder.write(
                        kind + ".pem",
                        List.of(
                                "-----BEGIN " + kind + "-----",
                                Base64.getMimeEncoder().encodeToString(content),
                                "-----END " + kind + "-----"))
                .toString();
    }

    /** A context that trusts the certificate, and shows it too where it is asked for one. */
    SSLContext context(boolean mutual) throws GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try {
            trusted.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(mutual ? keys.getKeyManagers() : new KeyManager[0], trust.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() {
        folder.close();
    }
}
