package dev.bellwether.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/// A key and its own certificate for `127.0.0.1`, for a server on loopback that speaks https.
final class TlsKeys {
    static final String PASSWORD = "changeit";

    private TlsKeys() {}

    /// @return a PKCS12 file with the alias `front`
    static Path made() throws Exception {
        Path file = Program.newFolder().resolve("front.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "front",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=127.0.0.1",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }
}
