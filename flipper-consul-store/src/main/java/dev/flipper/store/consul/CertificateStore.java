package dev.flipper.store.consul;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A file with certificates, and perhaps keys: PKCS 12 or JKS. */
final class CertificateStore {

    private final KeyStore store;
    private final char @Nullable [] password;

    private CertificateStore(KeyStore store, char @Nullable [] password) {
        this.store = store;
        this.password = password;
    }

    /** Throws {@code IllegalArgumentException} that says why the file cannot be used; never shows the password. */
    static CertificateStore load(Path file, @Nullable String password) {
        char[] secret = password == null ? null : password.toCharArray();
        try (InputStream content = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(content, secret);
            if (store.size() == 0) {
                // Without a password the JDK passes over what is encrypted.
                throw new IllegalArgumentException(
                        "nothing in it can be read" + (password == null ? "; it may want a password" : ""));
            }
            return new CertificateStore(store, secret);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no such file", e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(words(e), e);
        }
    }

    /** Some say nothing but the file's name, or nothing at all. */
    private static String words(Exception failure) {
        String message = failure.getMessage();
        if (message != null && !(failure instanceof FileSystemException)) {
            return message;
        }
        return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    /**
     * Makes a context.
     *
     * @param trust whom to trust; whom the JVM trusts if null
     * @param keys what to show to those who ask for a certificate; nothing if null
     */
    static SSLContext context(@Nullable CertificateStore trust, @Nullable CertificateStore keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys == null ? null : keys.keyManagers(), trust == null ? null : trust.trustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The files for TLS cannot be used: " + e.getMessage(), e);
        }
    }

    private KeyManager[] keyManagers() throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
