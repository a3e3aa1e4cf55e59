package dev.bellwether.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;

/// One visitor with one connection, who has a page and asks whether there is a newer one.
final class PageProbe implements AutoCloseable {
    /// Open incidents stand near the top. To unzip all of a page would take time from the server,
    /// which runs on the same cores.
    private static final int LOOKED_AT = 1 << 16;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private final Socket socket;
    private final InputStream in;
    private final String path;
    private String tag = "";
    private long firstByteAt;
    // One for all answers: garbage of this reader would be collected at the expense of the server.
    private byte[] body = new byte[1 << 17];
    private int length;

    PageProbe(int port, String path) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.path = path;
    }

    /// Asks until the page says `words`.
    ///
    /// @return when the first byte of that answer came, in nanoseconds of [System#nanoTime]
    long await(String words) {
        try {
            while (true) {
                if (ask()) {
                    long at = firstByteAt;
                    try (var unzip =
                            new GZIPInputStream(new ByteArrayInputStream(body, 0, length))) {
                        if (new String(unzip.readNBytes(LOOKED_AT), StandardCharsets.UTF_8)
                                .contains(words)) {
                            return at;
                        }
                    }
                }
                LockSupport.parkNanos(PAUSE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @return whether there was a newer one
    boolean ask() throws IOException {
        String request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
                        + (tag.isEmpty() ? "" : "If-None-Match: " + tag + "\r\n")
                        + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String status = line(true);
        length = 0;
        for (String line = line(false); !line.isEmpty(); line = line(false)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("etag:")) {
                tag = line.substring(5).strip();
            } else if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        if (status.contains(" 304")) {
            return false;
        }
        if (length > body.length) {
            body = new byte[length];
        }
        if (in.readNBytes(body, 0, length) < length) {
            throw new EOFException("The server closed the connection");
        }
        return true;
    }

    private String line(boolean first) throws IOException {
        var line = new StringBuilder(80);
        while (true) {
            int c = in.read();
            if (first && line.isEmpty()) {
                firstByteAt = System.nanoTime();
            }
            if (c < 0) {
                throw new EOFException("The server closed the connection");
            }
            if (c == '\n') {
                return line.toString().stripTrailing();
            }
            line.append((char) c);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
