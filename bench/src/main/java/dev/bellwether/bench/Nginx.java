package dev.bellwether.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/// nginx with two workers: on the files of a page, tuned as its own documents advise for small
/// static files, or as a plain proxy that keeps its connections.
final class Nginx implements AutoCloseable {
    private final int port;
    private final Process process;

    /// On the files of `directory`.
    Nginx(String program, Path directory) throws IOException {
        this(program, directory, freePort(), "", files(directory));
    }

    private Nginx(String program, Path directory, int port, String upstream, String server)
            throws IOException {
        this.port = port;
        Path prefix = Files.createDirectories(directory.resolve("nginx"));
        Files.createDirectories(prefix.resolve("tmp"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path conf = prefix.resolve("nginx.conf");
        Files.writeString(
                conf,
                """
                worker_processes 2;
                daemon off;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 4096; }
                http {
                  types { text/html html; application/json json; image/svg+xml svg; }
                  access_log off;
                  sendfile on;
                  tcp_nopush on;
                  keepalive_requests 100000000;
                  keepalive_timeout 65;
                  client_body_temp_path %1$s/tmp; proxy_temp_path %1$s/tmp; fastcgi_temp_path %1$s/tmp;
                  uwsgi_temp_path %1$s/tmp; scgi_temp_path %1$s/tmp;
                  %3$s
                  server {
                    listen 127.0.0.1:%2$d reuseport;
                    %4$s
                  }
                }
                """
                        .formatted(prefix, port, upstream, server));
        this.process =
                new ProcessBuilder(program, "-p", prefix.toString(), "-c", conf.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(prefix.resolve("out.log").toFile())
                        .start();
        awaitListening();
    }

    /// Passes everything on to `upstream`, bytes as they come.
    static Nginx proxy(String program, Path directory, URI upstream) throws IOException {
        return new Nginx(
                program,
                directory,
                freePort(),
                "upstream node { server %s; keepalive 128; }".formatted(upstream.getAuthority()),
                """
                location / {
                  proxy_pass http://node;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_max_temp_file_size 0;
                  proxy_read_timeout 600;
                }
                """);
    }

    private static String files(Path directory) {
        return """
        open_file_cache max=1000 inactive=60s;
        open_file_cache_valid 60s;
        gzip_static on;
        gzip_vary on;
        root %s/www/main;
        index index.html;
        add_header Cache-Control "public, max-age=10, stale-while-revalidate=60";
        add_header X-Content-Type-Options nosniff;
        """
                .formatted(directory);
    }

    int port() {
        return port;
    }

    private void awaitListening() throws IOException {
        long give = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < give && process.isAlive()) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                return;
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
        throw new IOException("nginx does not listen on port " + port);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
