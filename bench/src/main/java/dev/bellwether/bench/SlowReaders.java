package dev.bellwether.bench;

import dev.bellwether.bed.GuardProgram;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Clients who ask for more than they can take: each reads 64 KiB of an endless result ten times a
/// second, so that whatever lies between them and the node fills up.
final class SlowReaders {
    private static final int SECONDS = 15;
    private static final int PIECE = 64 << 10;
    private static final long REST_NANOS = 100_000_000;
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private SlowReaders() {}

    /// The most that the guard's heap held of what lives, as seen once a second after a collection.
    ///
    /// @throws IOException when a reader got nothing, or the guard is gone
    static long heap(GuardProgram guard, int readers) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < readers; i++) {
                sockets.add(ask(guard.address()));
            }
            var buffer = new byte[PIECE];
            var got = new long[readers];
            long most = 0;
            for (int second = 0; second < SECONDS; second++) {
                for (int tenth = 0; tenth < 10; tenth++) {
                    for (int i = 0; i < readers; i++) {
                        got[i] += some(sockets.get(i), buffer);
                    }
                    LockSupport.parkNanos(REST_NANOS);
                }
                most = Math.max(most, used(guard.pid()));
            }
            for (int i = 0; i < readers; i++) {
                if (got[i] < PIECE) {
                    throw new IOException("reader " + i + " got " + got[i] + " bytes in all");
                }
            }
            if (!guard.isAlive()) {
                throw new IOException("the guard is gone: " + guard.log());
            }
            return most;
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static Socket ask(URI address) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        socket.getOutputStream()
                .write(
                        """
                        GET /?query=SELECT%20number%20FROM%20system.numbers HTTP/1.1\r
                        Host: localhost\r
                        \r
                        """
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /// What is there, at most a buffer full.
    private static int some(Socket socket, byte[] buffer) throws IOException {
        InputStream in = socket.getInputStream();
        int there = Math.min(in.available(), buffer.length);
        return there == 0 ? 0 : in.read(buffer, 0, there);
    }

    private static long used(long pid) throws IOException {
        String number = Long.toString(pid);
        jcmd(number, "GC.run");
        return jcmd(number, "GC.heap_info")
                .lines()
                .filter(line -> !line.contains("Metaspace") && !line.contains("class space"))
                .map(USED::matcher)
                .filter(Matcher::find)
                .mapToLong(used -> Long.parseLong(used.group(1)) << 10)
                .sum();
    }

    private static String jcmd(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(tool()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return text;
    }

    private static String tool() {
        return Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    }
}
