package dev.bellwether.watch;

import java.io.BufferedInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A real server on loopback that answers as a test says, byte for byte. One connection, one
/// request.
final class LoopbackPages implements AutoCloseable {
    record Request(String path, Map<String, String> headers) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    interface Answer {
        void to(Request request, OutputStream out) throws Exception;
    }

    private final ServerSocket server;
    final List<Request> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    volatile Answer answer = (request, out) -> text(out, 404, "text/plain", "", "nothing");

    LoopbackPages() {
        this("127.0.0.1");
    }

    LoopbackPages(String address) {
        try {
            server = new ServerSocket(0, 200, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        var waits = new AtomicBoolean(true);
        try (socket;
                var in = new BufferedInputStream(socket.getInputStream());
                var out = new Answering(socket.getOutputStream(), () -> answered(waits))) {
            String first = line(in);
            var headers = new TreeMap<String, String>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            var request = new Request(first.split(" ", 3)[1], headers);
            requests.add(request);
            answer.to(request, out);
            out.flush();
        } catch (Exception e) {
            // The client went away, as it should from a hostile page.
            return;
        } finally {
            answered(waits);
        }
    }

    private void answered(AtomicBoolean waits) {
        if (waits.compareAndSet(true, false)) {
            now.decrementAndGet();
        }
    }

    /// A request counts as waiting until the first byte of its answer: later, whoever asked may
    /// have it whole, and may ask again, before this side knows.
    private static final class Answering extends FilterOutputStream {
        private final Runnable first;

        Answering(OutputStream out, Runnable first) {
            super(out);
            this.first = first;
        }

        @Override
        public void write(int b) throws IOException {
            first.run();
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            first.run();
            out.write(bytes, from, length);
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    static void head(OutputStream out, int status, String type, String more) throws IOException {
        String head =
                "HTTP/1.1 "
                        + status
                        + " Said\r\nConnection: close\r\n"
                        + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
                        + more
                        + "\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    static void text(OutputStream out, int status, String type, String more, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        head(out, status, type, "Content-Length: " + bytes.length + "\r\n" + more);
        out.write(bytes);
    }

    /// A page in Statuspage's shape.
    static Answer json(String body) {
        return (request, out) -> text(out, 200, "application/json; charset=utf-8", "", body);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
