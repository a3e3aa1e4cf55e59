package dev.bellwether.guard;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Debian's `clickhouse-server`, on ports and in a folder of its own.
final class ClickHouseNode implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/clickhouse-server");

    private final Process process;
    private final URI address;

    private ClickHouseNode(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static ClickHouseNode start(Path folder) throws IOException, InterruptedException {
        boolean isThere = Files.isExecutable(PROGRAM);
        String message = PROGRAM + " is not there: apt-get install clickhouse-server";
        if (!isThere && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        assumeTrue(isThere, message);
        int http = freePort();
        Files.createDirectories(folder);
        Path users = folder.resolve("users.xml");
        Files.writeString(
                users,
                """
                <yandex>
                  <profiles><default><max_threads>2</max_threads></default></profiles>
                  <users><default><password></password><networks><ip>::/0</ip></networks>
                    <profile>default</profile><quota>default</quota></default></users>
                  <quotas><default></default></quotas>
                </yandex>
                """);
        Path config = folder.resolve("config.xml");
        Files.writeString(
                config,
                """
                <yandex>
                  <logger><level>warning</level><log>%1$s/log</log><errorlog>%1$s/err</errorlog></logger>
                  <http_port>%2$d</http_port><tcp_port>%3$d</tcp_port>
                  <listen_host>127.0.0.1</listen_host>
                  <path>%1$s/data/</path><tmp_path>%1$s/tmp/</tmp_path>
                  <users_config>%1$s/users.xml</users_config>
                  <mark_cache_size>16777216</mark_cache_size>
                  <default_profile>default</default_profile>
                  <default_database>default</default_database>
                </yandex>
                """
                        .formatted(folder, http, freePort()));
        Process process =
                new ProcessBuilder(PROGRAM.toString(), "--config-file=" + config)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("out").toFile())
                        .start();
        var node = new ClickHouseNode(process, URI.create("http://127.0.0.1:" + http));
        node.await(folder);
        return node;
    }

    URI address() {
        return address;
    }

    private void await(Path folder) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (System.nanoTime() < deadline && process.isAlive()) {
                try {
                    var ping = HttpRequest.newBuilder(address.resolve("/ping")).build();
                    if (client.send(ping, HttpResponse.BodyHandlers.ofString()).statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException e) {
                    process.waitFor(50, TimeUnit.MILLISECONDS);
                }
            }
        }
        close();
        throw new AssertionError(
                "clickhouse-server did not start: " + Files.readString(folder.resolve("out")));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
