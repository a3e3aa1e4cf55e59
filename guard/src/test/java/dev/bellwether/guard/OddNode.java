package dev.bellwether.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Something that listens where a node should, and does to each query what no node would do. What
/// the guard asks for itself is answered by 404.
final class OddNode implements AutoCloseable {
    private final ServerSocket socket;
    private final How how;
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /// What it does to a query; its connection ends with that.
    interface How {
        void answer(Socket client) throws IOException;
    }

    OddNode(How how) throws IOException {
        this.how = how;
        this.socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// It never answers, until the connection ends.
    static OddNode silent() throws IOException {
        return new OddNode(client -> {
            while (client.getInputStream().read() >= 0) {}
        });
    }

    /// It writes this, and ends.
    static OddNode saying(String bytes) throws IOException {
        return new OddNode(client ->
                client.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /// Queries that reached it.
    int asked() {
        return asked.get();
    }

    private void accept() {
        while (true) {
            try {
                Socket client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String request = "";
            byte[] buffer = new byte[10_000];
            while (!request.contains("!") && !request.contains("FORMAT TabSeparated\n")) {
                int count = client.getInputStream().read(buffer);
                if (count < 0) {
                    return;
                }
                request += new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
            }
            if (request.contains("!")) {
                asked.incrementAndGet();
                how.answer(client);
            } else {
                client.getOutputStream()
                        .write(
                                "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The guard broke it off, or this node ends.
            open.remove(client);
        } finally {
            open.remove(client);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket one : open) {
                one.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
