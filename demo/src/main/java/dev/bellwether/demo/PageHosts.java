package dev.bellwether.demo;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Thousands of small web servers in one: each has a port of its own on loopback, as real pages
/// have a host of their own; one thread accepts for all of them, and a virtual thread answers each
/// connection. It can just what a poller needs: GET, one request a connection.
final class PageHosts implements AutoCloseable {
    private static final int BACKLOG = 64;
    private static final int HEAD = 8 << 10;
    private static final int IDLE_MILLIS = 10_000;

    /// Answers on one port.
    interface Host {
        Answer answer(Request request, Instant now);
    }

    record Request(String path, Map<String, String> headers) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /// @param headers whole lines
    record Answer(int status, String headers, byte[] body) {
        static Answer error(int status, String headers) {
            return new Answer(status, headers, new byte[0]);
        }

        static Answer of(String type, String text, String headers) {
            return new Answer(
                    200,
                    "Content-Type: " + type + "\r\n" + headers,
                    text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final Selector selector;
    private final InstantSource clock;

    PageHosts(InstantSource clock) {
        this.clock = clock;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Opens a port for `host` and answers its number. Before [#start] only.
    int open(Host host) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT, host);
            return channel.socket().getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "No port could be opened after "
                            + selector.keys().size()
                            + " of them; with a low limit of open files, raise it: ulimit -n 8192",
                    e);
        }
    }

    void start() {
        Thread.ofPlatform().daemon().name("simulated-pages").start(this::accept);
    }

    private void accept() {
        while (selector.isOpen()) {
            try {
                selector.select(this::accept);
            } catch (IOException | java.nio.channels.ClosedSelectorException e) {
                return;
            }
        }
    }

    private void accept(SelectionKey key) {
        try {
            SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
            if (channel != null) {
                Host host = (Host) key.attachment();
                Thread.ofVirtual().start(() -> serve(channel.socket(), host));
            }
        } catch (IOException e) {
            // Whoever knocked is gone again.
        }
    }

    private void serve(Socket socket, Host host) {
        try (socket) {
            socket.setSoTimeout(IDLE_MILLIS);
            socket.setTcpNoDelay(true);
            Request request = request(new BufferedInputStream(socket.getInputStream(), 1_024));
            write(socket.getOutputStream(), host.answer(request, clock.instant()));
        } catch (IOException e) {
            // Whoever asked is gone.
        }
    }

    private static Request request(InputStream in) throws IOException {
        String first = line(in);
        String[] words = first.split(" ", 3);
        var headers = new HashMap<String, String>();
        int size = first.length();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            size += line.length();
            int colon = line.indexOf(':');
            if (colon < 1 || size > HEAD) {
                throw new IOException("no request");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Request(words.length < 2 ? "" : words[1], headers);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.length() > HEAD) {
                throw new IOException("the request ends early or is too long");
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private static void write(OutputStream out, Answer answer) throws IOException {
        String head =
                "HTTP/1.1 "
                        + answer.status()
                        + " \r\n"
                        + answer.headers()
                        + (answer.status() == 304
                                ? ""
                                : "Content-Length: " + answer.body().length + "\r\n")
                        + "Connection: close\r\n\r\n";
        byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
        var whole = new byte[first.length + answer.body().length];
        System.arraycopy(first, 0, whole, 0, first.length);
        System.arraycopy(answer.body(), 0, whole, first.length, answer.body().length);
        out.write(whole);
        out.flush();
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
