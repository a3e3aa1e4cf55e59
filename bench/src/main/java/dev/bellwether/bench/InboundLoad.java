package dev.bellwether.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Posts events over many connections, one request under way on each, from one thread: a process of
/// its own, so that what it costs can be told apart. Says how many were accepted, how long it took,
/// how long each waited and what it cost itself.
final class InboundLoad {
    private static final int ROOM = 8_192;

    /// One connection.
    private static final class Line {
        final ByteBuffer in = ByteBuffer.allocate(ROOM);
        ByteBuffer out = ByteBuffer.allocate(0);
        long sent;
    }

    private final String path;
    private final List<String> keys;
    private final int events;
    private final int distinct;
    private final int port;
    private final double[] millis;
    private int begun;
    private int done;
    private int refused;

    private InboundLoad(int port, String path, List<String> keys, int events, int distinct) {
        this.port = port;
        this.path = path;
        this.keys = keys;
        this.events = events;
        this.distinct = distinct;
        this.millis = new double[events];
    }

    /// @param args port, path, keys with commas (`-` for Alertmanager's alerts), connections,
    ///   events, how many of them are different
    public static void main(String[] args) throws IOException {
        var load =
                new InboundLoad(
                        Integer.parseInt(args[0]),
                        args[1],
                        List.of(args[2].split(",")),
                        Integer.parseInt(args[4]),
                        Integer.parseInt(args[5]));
        long begun = System.nanoTime();
        load.run(Integer.parseInt(args[3]));
        double seconds = (System.nanoTime() - begun) / 1e9;
        Arrays.sort(load.millis);
        System.out.printf(
                Locale.ROOT,
                "%d %d %.3f %.3f %.1f %.1f%n",
                load.done - load.refused,
                load.refused,
                seconds,
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9,
                load.millis[load.events / 2],
                load.millis[(int) (load.events * 0.99)]);
    }

    private void run(int connections) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections && begun < events; i++) {
                SocketChannel channel =
                        SocketChannel.open(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.configureBlocking(false);
                var line = new Line();
                channel.register(selector, SelectionKey.OP_READ, line);
                send(channel, line);
            }
            while (done < events) {
                selector.select(this::ready);
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            var channel = (SocketChannel) key.channel();
            var line = (Line) key.attachment();
            if (channel.read(line.in) < 0) {
                throw new IOException("A connection was closed");
            }
            if (answered(line)) {
                if (begun < events) {
                    send(channel, line);
                } else {
                    key.cancel();
                    channel.close();
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void send(SocketChannel channel, Line line) throws IOException {
        line.out = ByteBuffer.wrap(request(begun++));
        line.in.clear();
        line.sent = System.nanoTime();
        while (line.out.hasRemaining()) {
            channel.write(line.out);
        }
    }

    private byte[] request(int n) {
        String key = keys.get(n % keys.size());
        String name = "e" + n % distinct;
        String body =
                key.equals("-")
                        ? """
                        [{"labels":{"alertname":"%s","severity":"critical","source":"bench"},"annotations":{"summary":"Disk of %s is full"}}]\
                        """
                                .formatted(name, name)
                        : """
                        {"routing_key":"%s","event_action":"trigger","dedup_key":"%s","payload":{"summary":"Disk of %s is full","source":"bench","severity":"critical"}}\
                        """
                                .formatted(key, name, name);
        return """
        POST %s HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        %s\
        """
                .formatted(path, port, body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Whether the answer is whole; counts it then.
    private boolean answered(Line line) {
        String text =
                new String(line.in.array(), 0, line.in.position(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        String low = text.substring(0, head).toLowerCase(Locale.ROOT);
        int at = low.indexOf("content-length:");
        int length = 0;
        if (at >= 0) {
            int end = low.indexOf('\r', at);
            length = Integer.parseInt(low.substring(at + 15, end < 0 ? low.length() : end).strip());
        }
        if (text.length() < head + 4 + length) {
            return false;
        }
        millis[done++] = (System.nanoTime() - line.sent) / 1e6;
        if (!text.startsWith("HTTP/1.1 20")) {
            refused++;
        }
        return true;
    }
}
