package dev.bellwether.server;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.bellwether.store.Inspection;
import dev.bellwether.store.Node;
import dev.bellwether.store.StoreReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Mixin ConfigOption config = new ConfigOption();

    @Spec CommandSpec spec = CommandSpec.create();

    private boolean well = true;

    @Override
    public Integer call() {
        Settings settings = config.settings();
        good("configuration", "is right");
        java();
        disk(settings.data());
        port(settings.server());
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

    private void port(Settings.Server server) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(server.host(), server.port()));
            good("port", server.host() + ":" + server.port() + " is free");
        } catch (IOException e) {
            bad(
                    "port",
                    "%s:%d: %s (is Bellwether running already?)"
                            .formatted(server.host(), server.port(), e.getMessage()));
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

    private void bad(String what, String says) {
        well = false;
        spec.commandLine().getOut().println("wrong " + what + ": " + says);
    }
}
