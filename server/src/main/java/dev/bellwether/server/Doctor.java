package dev.bellwether.server;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.bellwether.store.Inspection;
import dev.bellwether.store.Node;
import dev.bellwether.store.StoreReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Looks whether this machine and installation are fit to run it; each finding one line.
@Command(
        name = "doctor",
        description = "Look whether this machine and installation are fit to run it.",
        mixinStandardHelpOptions = true)
final class Doctor implements Callable<Integer> {
    private static final long LEAST_DISK = 200L << 20;
    private static final int LEAST_FILES = 4_096;
    private static final int MILLIS = 3_000;
    private static final Set<String> ANY = Set.of("0.0.0.0", "::", "[::]");

    @Mixin ConfigOption config = new ConfigOption();

    @Spec CommandSpec spec = CommandSpec.create();

    private boolean well = true;

    @Override
    public Integer call() {
        Settings settings = config.settings();
        good("configuration", "is right");
        java();
        disk(settings.data());
        port(settings);
        address(settings.server().url());
        database(settings);
        mail(settings.smtp());
        return well ? 0 : 1;
    }

    private void java() {
        Runtime runtime = Runtime.getRuntime();
        good(
                "java",
                "%s, %d processors, at most %d MB of heap"
                        .formatted(
                                Runtime.version(),
                                runtime.availableProcessors(),
                                runtime.maxMemory() >> 20));
        long files = openFiles();
        if (files > 0 && files < LEAST_FILES) {
            bad(
                    "open files",
                    files + " are allowed; ulimit -n 65536 allows as many checks at once");
        }
    }

    private static long openFiles() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : -1;
    }

    private void disk(Path data) {
        Path there = data.toAbsolutePath();
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            if (there == null || !Files.isWritable(there)) {
                bad("data", data + " cannot be written");
                return;
            }
            long free = Files.getFileStore(there).getUsableSpace();
            if (free < LEAST_DISK) {
                bad("data", data + " has only " + (free >> 20) + " MB left");
            } else {
                good("data", data.toAbsolutePath().normalize() + ", " + (free >> 20) + " MB free");
            }
        } catch (IOException e) {
            bad("data", data + ": " + e);
        }
    }

    private void port(Settings settings) {
        Settings.Server server = settings.server();
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(server.host(), server.port()));
            good("port", server.host() + ":" + server.port() + " is free");
        } catch (IOException e) {
            if (isBellwether(settings)) {
                good("port", server.host() + ":" + server.port() + ": Bellwether runs there");
                return;
            }
            bad(
                    "port",
                    "%s:%d: %s (another program has it)"
                            .formatted(server.host(), server.port(), e.getMessage()));
        }
    }

    /// Whether what holds the port answers as this program does.
    private static boolean isBellwether(Settings settings) {
        String bound = settings.server().host();
        String host =
                ANY.contains(bound) ? "localhost" : bound.contains(":") ? "[" + bound + "]" : bound;
        URI health = URI.create("http://" + host + ":" + settings.server().port() + "/health");
        try (var client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(health).timeout(Duration.ofMillis(MILLIS)).build();
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().startsWith("{\"status\":");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// What people know the server by: links in mails lead there, and providers call back.
    private void address(String url) {
        if (url.isEmpty()) {
            note("server.url", "is not set: links in mails and messages lead to localhost");
            return;
        }
        String host = Objects.requireNonNullElse(URI.create(url).getHost(), url);
        try {
            good("server.url", host + " is " + InetAddress.getByName(host).getHostAddress());
        } catch (UnknownHostException e) {
            bad("server.url", "the name " + host + " is not known here, so links lead nowhere");
        }
    }

    private void database(Settings settings) {
        Path file = DataDirectory.database(settings.data());
        if (settings.store().url().isEmpty() && !Files.exists(file)) {
            good("database", file + " will be made at the first start");
            return;
        }
        try {
            var inspection = Inspection.of(Translate.store(settings));
            StoreReport report = inspection.report();
            good(
                    "database",
                    "%s answers, %d MB, a journal of %d lines"
                            .formatted(
                                    report.engine(), report.bytes() >> 20, report.journalHead()));
            if (report.setAside() > 0) {
                bad("journal", report.setAside() + " lines were set aside; the last of them:");
                inspection.setAside().stream()
                        .limit(5)
                        .forEach(line ->
                                bad(
                                        "journal",
                                        "line %d, which %s could not take: %s"
                                                .formatted(
                                                        line.seq(), line.reader(), line.error())));
            }
            for (Node node : inspection.nodes()) {
                good(
                        "node",
                        "%s (%s), version %s, since %s, last sign of life %s, holds %d leases"
                                .formatted(
                                        node.name(),
                                        node.id(),
                                        node.version(),
                                        node.startedAt(),
                                        node.seenAt(),
                                        node.leases().size()));
            }
            if (!inspection.pending().isEmpty()) {
                good("migrations", "the next start applies " + inspection.pending());
            }
        } catch (RuntimeException e) {
            bad("database", String.valueOf(e.getMessage()));
        }
    }

    private void mail(Settings.Smtp smtp) {
        if (smtp.host().isEmpty()) {
            bad("mail", "smtp.host is not set: nobody can be paged by mail");
            return;
        }
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(smtp.host(), smtp.port()), MILLIS);
            good("mail", smtp.host() + ":" + smtp.port() + " answers");
        } catch (IOException e) {
            bad("mail", smtp.host() + ":" + smtp.port() + ": " + e.getMessage());
        }
    }

    private void good(String what, String says) {
        spec.commandLine().getOut().println("ok    " + what + ": " + says);
    }

    /// Worth knowing, and no reason to fail.
    private void note(String what, String says) {
        spec.commandLine().getOut().println("note  " + what + ": " + says);
    }

    private void bad(String what, String says) {
        well = false;
        spec.commandLine().getOut().println("wrong " + what + ": " + says);
    }
}
