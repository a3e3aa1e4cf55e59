package dev.bellwether.e2e;

import dev.bellwether.store.Ports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// S3Proxy of others: a server of the S3 protocol that checks signatures and keeps what it is given
/// in a folder. Its jars come from Maven Central into a folder of the build.
final class S3Proxy implements AutoCloseable {
    static final String IDENTITY = "test-identity";
    static final String SECRET = "test+secret/with=signs";

    private final Path folder;
    private final int port;
    private Process process;

    private S3Proxy(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = start();
    }

    /// A server with one empty bucket, `status`.
    static S3Proxy withBucket() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("bellwether-s3");
        Files.createDirectories(folder.resolve("data/status"));
        int port = Ports.free();
        Files.writeString(
                folder.resolve("s3proxy.conf"),
                """
                s3proxy.authorization=aws-v4
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem
                jclouds.filesystem.basedir=%s
                """
                        .formatted(port, IDENTITY, SECRET, folder.resolve("data")));
        return new S3Proxy(folder, port);
    }

    String bucket() {
        return "http://127.0.0.1:" + port + "/status";
    }

    /// What is kept under a key.
    Path file(String key) {
        return folder.resolve("data/status").resolve(key);
    }

    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void startAgain() throws IOException {
        process = start();
    }

    private Process start() throws IOException {
        Path jars = installed();
        Process started =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-DLOG_LEVEL=info",
                                "-cp",
                                jars + "/*",
                                "org.gaul.s3proxy.Main",
                                "--properties",
                                folder.resolve("s3proxy.conf").toString())
                        .redirectErrorStream(true)
                        .start();
        var output =
                new BufferedReader(
                        new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        String line = output.readLine();
        while (line != null && !line.contains("Started ") && !line.contains("STARTED")) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("S3Proxy did not start");
        }
        // Nobody reads on, and a full pipe would stop it.
        Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
        return started;
    }

    private static Path installed() throws IOException {
        Path target = Path.of("target", "s3proxy").toAbsolutePath();
        if (!Files.isDirectory(target)) {
            Process maven =
                    new ProcessBuilder(
                                    Path.of("..", "mvnw").toString(),
                                    "-B",
                                    "-q",
                                    "-f",
                                    "s3proxy/pom.xml",
                                    "dependency:copy-dependencies",
                                    "-DoutputDirectory=" + target)
                            .inheritIO()
                            .start();
            try {
                if (!maven.waitFor(10, TimeUnit.MINUTES) || maven.exitValue() != 0) {
                    throw new IOException("S3Proxy cannot be fetched");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
        return target;
    }

    /// What curl, which signs by its own code, is answered.
    String curl(String key, String... more) throws Exception {
        var words =
                new java.util.ArrayList<>(
                        List.of(
                                Tools.need("curl", "on Debian: apt-get install curl").toString(),
                                "-s",
                                "--aws-sigv4",
                                "aws:amz:us-east-1:s3",
                                "--user",
                                IDENTITY + ":" + SECRET,
                                // Debian's curl signs for S3, but leaves the body's digest out.
                                "-H",
                                "x-amz-content-sha256: UNSIGNED-PAYLOAD"));
        words.addAll(List.of(more));
        words.add(bucket() + "/" + key);
        Process curl = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        curl.waitFor();
        return output;
    }

    @Override
    public void close() throws Exception {
        stop();
    }
}
