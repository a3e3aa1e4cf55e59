package dev.bellwether.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedTrustManager;

/// Certificates made on the spot with the JDK's keytool, each its own issuer.
record TestCertificates(KeyStore store, KeyStore trusted) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /// @param names such as `dns:localhost,ip:127.0.0.1`
    /// @param start keytool's form, such as `-10d`
    /// @param days it lasts from its start
    static TestCertificates of(String names, String start, int days) {
        try {
            Path file = Files.createTempDirectory("bellwether-tls").resolve("keys.p12");
            var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            Process made =
                    new ProcessBuilder(
                                    List.of(
                                            keytool.toString(),
                                            "-genkeypair",
                                            "-alias",
                                            "server",
                                            "-keyalg",
                                            "EC",
                                            "-dname",
                                            "CN=Test Issuer",
                                            "-ext",
                                            "san=" + names,
                                            "-startdate",
                                            start,
                                            "-validity",
                                            "" + days,
                                            "-storetype",
                                            "PKCS12",
                                            "-keystore",
                                            file.toString(),
                                            "-storepass",
                                            new String(PASSWORD)))
                            .inheritIO()
                            .start();
            if (made.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
            var store = KeyStore.getInstance(file.toFile(), PASSWORD);
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("issuer", store.getCertificate("server"));
            return new TestCertificates(store, trusted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    ServerSocketFactory servers() {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context.getServerSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    X509ExtendedTrustManager trust() {
        return Trust.in(java.util.Optional.of(trusted));
    }
}
