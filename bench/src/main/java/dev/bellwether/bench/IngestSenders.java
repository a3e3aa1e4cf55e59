package dev.bellwether.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Connections that post batches, one under way on each, until they are told to stop or the server
/// is gone. What was sent and not answered goes back into the ledger.
final class IngestSenders {
    private static final long REST_NANOS = 100_000_000;

    private final int port;
    private final String key;
    private final int rows;
    private final IngestLedger ledger;
    private final LongAdder cpuNanos = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /// @param repeats the share of batches that is sent although it was acknowledged before
    IngestSenders(
            int port, String key, int rows, int connections, double repeats, IngestLedger ledger) {
        this.port = port;
        this.key = key;
        this.rows = rows;
        this.ledger = ledger;
        for (int i = 0; i < connections; i++) {
            var random = new SplittableRandom(i);
            threads.add(Thread.ofPlatform().start(() -> run(random, repeats, () -> !stopped)));
        }
    }

    /// Sends, in the caller's thread, what was not answered until nothing is left of it.
    static void sendUnanswered(int port, String key, int rows, IngestLedger ledger) {
        new IngestSenders(port, key, rows, 0, 0, ledger)
                .run(new SplittableRandom(0), 0, ledger::hasUnanswered);
    }

    /// Lets each answer come, where it comes.
    ///
    /// @return seconds of processor time of the senders
    double stop() {
        stopped = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return cpuNanos.sum() / 1e9;
    }

    private void run(RandomGenerator random, double repeats, BooleanSupplier goesOn) {
        var batch = new IngestBatch(port, key, rows);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            while (goesOn.getAsBoolean()) {
                int number =
                        random.nextDouble() < repeats ? ledger.takeRepeat(random) : ledger.take();
                send(socket, batch, number);
            }
        } catch (IOException e) {
            // The server was killed: the ledger knows what was not answered.
        } finally {
            cpuNanos.add(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        }
    }

    private void send(Socket socket, IngestBatch batch, int number) throws IOException {
        String answer;
        try {
            socket.getOutputStream().write(batch.request(number));
            answer = answer(socket.getInputStream());
        } catch (IOException e) {
            ledger.unanswered(number);
            throw e;
        }
        if (answer.startsWith("HTTP/1.1 200")
                && answer.contains("\"kept\":" + rows + ",\"refused\":0")) {
            ledger.acknowledged(number);
        } else {
            ledger.refused(number);
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    private static String answer(InputStream in) throws IOException {
        byte[] bytes = new byte[8_192];
        int length = 0;
        while (true) {
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                throw new IOException("The connection was closed");
            }
            length += read;
            String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            int head = text.indexOf("\r\n\r\n");
            if (head >= 0 && length >= head + 4 + bodyLength(text.substring(0, head))) {
                return text;
            }
            if (length == bytes.length) {
                throw new IOException("The answer is too long: " + text.substring(0, 300));
            }
        }
    }

    private static int bodyLength(String head) throws IOException {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElseThrow(() -> new IOException("The answer has no length: " + head));
    }
}
