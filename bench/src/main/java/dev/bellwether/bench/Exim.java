package dev.bellwether.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Debian's Exim with a configuration of our own: takes every mail from this machine, writes down
/// which it was, and discards it.
final class Exim implements AutoCloseable {
    private static final Pattern TAKEN = Pattern.compile("taken (\\d+) (\\S+) (true|false) (.*)$");

    private final Path home;
    private final int port;
    private final Process process;

    Exim(String program, Path home) throws IOException {
        this.home = Files.createDirectories(home);
        this.port = freePort();
        Files.createDirectories(home.resolve("log"));
        Files.createDirectories(home.resolve("spool"));
        for (Path path :
                List.of(home.getParent(), home, home.resolve("log"), home.resolve("spool"))) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Path conf = home.resolve("exim.conf");
        Files.writeString(
                conf,
                """
                primary_hostname = sink.example
                spool_directory = %1$s/spool
                log_file_path = %1$s/log/%%slog
                log_selector = -all
                daemon_smtp_ports = %2$d
                local_interfaces = 127.0.0.1
                smtp_accept_max = 100
                smtp_accept_max_per_connection = 0
                smtp_accept_max_nonmail = 1000
                host_lookup =
                rfc1413_query_timeout = 0s
                acl_smtp_rcpt = take
                acl_smtp_data = forget
                begin acl
                take:
                  accept
                forget:
                  discard
                    logwrite = taken ${eval:$tod_epoch_l / 1000} $h_Bellwether-Delivery: ${if def:h_Bellwether-Possible-Duplicate: {true}{false}} $h_Subject:
                """
                        .formatted(home, port));
        this.process =
                new ProcessBuilder(
                                program,
                                "-C",
                                conf.toString(),
                                "-bdf",
                                "-oP",
                                home.resolve("exim.pid").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolve("out.log").toFile())
                        .start();
        awaitListening();
    }

    int port() {
        return port;
    }

    /// What it wrote down, as the [MailCounter] would have.
    FanOutTally tally(int many, long said) throws IOException {
        var lines = new ArrayList<String>();
        for (String line :
                Files.readAllLines(home.resolve("log/mainlog"), StandardCharsets.UTF_8)) {
            Matcher taken = TAKEN.matcher(line);
            if (taken.find()) {
                lines.add(
                        taken.group(1)
                                + " "
                                + taken.group(2)
                                + " "
                                + taken.group(3)
                                + " "
                                + taken.group(4));
            }
        }
        return FanOutTally.of(many, said, lines);
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
        throw new IOException("Exim does not listen: " + Files.readString(home.resolve("out.log")));
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
