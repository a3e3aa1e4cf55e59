package dev.bellwether.watch;

import dev.bellwether.model.FailedRule;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How this system lets us send an ICMP echo.
///
/// A raw socket needs the capability CAP_NET_RAW; without it Java would quietly try TCP port 7
/// instead, which says nothing about a ping. So the capability is looked at first, then the
/// system's own `ping`, which usually carries the right itself.
enum Icmp {
    RAW_SOCKET,
    PING_PROGRAM,
    FORBIDDEN;

    static final String WHY_FORBIDDEN =
            "this system does not let us send ICMP: give the process CAP_NET_RAW or install ping";

    private static final int CAP_NET_RAW = 13;

    /// Native waits hold a platform thread each.
    private static final Semaphore AT_A_TIME = new Semaphore(32);

    static Icmp ofThisSystem() {
        return Found.HERE;
    }

    /// True when the address answered in time.
    ///
    /// @throws ProbeFailure without a vote when the echo could not be sent
    boolean echo(InetAddress address, Deadline deadline) throws IOException, InterruptedException {
        if (!AT_A_TIME.tryAcquire(deadline.remainingMillis(), TimeUnit.MILLISECONDS)) {
            throw ProbeFailure.place(FailedRule.PING, "too many pings are under way");
        }
        try {
            return switch (this) {
                case RAW_SOCKET -> raw(address, deadline);
                case PING_PROGRAM -> program(address, deadline);
                case FORBIDDEN -> throw ProbeFailure.place(FailedRule.PING, WHY_FORBIDDEN);
            };
        } finally {
            AT_A_TIME.release();
        }
    }

    private static boolean raw(InetAddress address, Deadline deadline)
            throws IOException, InterruptedException {
        int millis = deadline.remainingMillis();
        var echo = new FutureTask<Boolean>(() -> address.isReachable(millis));
        Thread.ofPlatform().name("ping").daemon().start(echo);
        try {
            return echo.get(millis + 1_000L, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw ProbeFailure.place(
                    FailedRule.PING, "the echo could not be sent: " + e.getMessage());
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static boolean program(InetAddress address, Deadline deadline)
            throws IOException, InterruptedException {
        int seconds = Math.max(1, deadline.remainingMillis() / 1_000);
        Process ping =
                new ProcessBuilder(
                                List.of(
                                        "ping",
                                        "-n",
                                        "-q",
                                        "-c",
                                        "1",
                                        "-W",
                                        "" + seconds,
                                        address.getHostAddress()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (!ping.waitFor(deadline.remainingMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            // ping(8): 1 means no answer came, anything else but 0 that it could not try.
            return switch (ping.exitValue()) {
                case 0 -> true;
                case 1 -> false;
                default -> throw ProbeFailure.place(FailedRule.PING, "the system's ping failed");
            };
        } finally {
            ping.destroyForcibly();
        }
    }

    /// Looked at once.
    private static final class Found {
        static final Icmp HERE =
                hasRawSockets() ? RAW_SOCKET : hasPing() ? PING_PROGRAM : FORBIDDEN;

        private static boolean hasRawSockets() {
            try {
                return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("CapEff:"))
                        .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                        .anyMatch(capabilities -> (capabilities >> CAP_NET_RAW & 1) == 1);
            } catch (IOException | NumberFormatException e) {
                return false;
            }
        }

        private static boolean hasPing() {
            String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
            for (String directory : path.split(File.pathSeparator, -1)) {
                if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, "ping"))) {
                    return true;
                }
            }
            return false;
        }
    }
}
