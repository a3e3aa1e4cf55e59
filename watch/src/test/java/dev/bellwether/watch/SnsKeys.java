package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Keys as Amazon has them, made by `keytool`: a root, an issuer below it, a certificate for SNS;
/// and some that only look like it.
final class SnsKeys {
    static final String ISSUER = "http://crt.r2m01.amazontrust.com/r2m01.cer";

    private final KeyStore keys;
    private final Instant now;

    private SnsKeys(KeyStore keys, Instant now) {
        this.keys = keys;
        this.now = now;
    }

    static SnsKeys made() throws Exception {
        Path file = Files.createTempDirectory("bellwether-sns").resolve("keys.p12");
        String sns = "CN=sns.amazonaws.com";
        make(file, "root", "CN=A root", "-ext", "bc:c");
        make(file, "issuer", "CN=An issuer", "-ext", "bc:c", "-signer", "root");
        make(
                file,
                "sns",
                sns,
                "-signer",
                "issuer",
                "-ext",
                "aia=ocsp:uri:http://ocsp.example/,caIssuers:uri:" + ISSUER);
        make(file, "self-made", sns, "-ext", "aia=caIssuers:uri:http://evil.example/ca.cer");
        make(file, "other-name", "CN=evil.example", "-signer", "root");
        make(
                file,
                "issuer-elsewhere",
                sns,
                "-signer",
                "issuer",
                "-ext",
                "aia=caIssuers:uri:http://crt.amazontrust.com.evil.example/r2m01.cer");
        make(file, "over", sns, "-signer", "root", "-startdate", "-40d");
        KeyStore keys = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        // A moment in which all but one are valid, whatever the clock of the machine says later.
        X509Certificate last = (X509Certificate) keys.getCertificate("issuer-elsewhere");
        return new SnsKeys(keys, last.getNotBefore().toInstant().plusSeconds(3_600));
    }

    private static void make(Path file, String alias, String name, String... more)
            throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                alias,
                                "-keyalg",
                                "RSA",
                                "-keysize",
                                "2048",
                                "-dname",
                                name,
                                "-validity",
                                "30",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                "changeit"));
        command.addAll(List.of(more));
        Process keytool =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(keytool.waitFor()).as(alias).isZero();
    }

    Instant now() {
        return now;
    }

    PrivateKey key(String alias) throws GeneralSecurityException {
        return (PrivateKey) keys.getKey(alias, "changeit".toCharArray());
    }

    byte[] certificate(String alias) {
        try {
            return keys.getCertificate(alias).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Several in one file.
    byte[] file(String... aliases) {
        var all = new ByteArrayOutputStream();
        for (String alias : aliases) {
            all.writeBytes(certificate(alias));
        }
        return all.toByteArray();
    }

    Set<TrustAnchor> roots() {
        try {
            return Set.of(new TrustAnchor((X509Certificate) keys.getCertificate("root"), null));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
