package dev.bellwether.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A mail server on loopback that takes every mail and delivers none (RFC 5321, as much of it as a
/// sender needs). Keeps the newest thousands.
public final class SmtpSink implements AutoCloseable {
    private static final int LONGEST = 1 << 20;

    private final ServerSocket listener;
    private final InstantSource clock;
    private final int most;
    private final Deque<ReceivedMail> mails = new ArrayDeque<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Consumer<ReceivedMail> watcher;

    /// @param most mails kept
    /// @param watcher told of each mail before it is acknowledged to the sender
    public SmtpSink(InstantSource clock, int most, Consumer<ReceivedMail> watcher) {
        this.clock = clock;
        this.most = most;
        this.watcher = watcher;
        try {
            this.listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("smtp-sink").start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// Newest first.
    public List<ReceivedMail> mails() {
        synchronized (mails) {
            return List.copyOf(mails);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setSoTimeout(60_000);
                Thread.ofVirtual().name("smtp-sink-talk").start(() -> talk(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void talk(Socket socket) {
        try (socket;
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = socket.getOutputStream()) {
            say(out, "220 inbox ready");
            String to = "";
            String line;
            while ((line = in.readLine()) != null) {
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("RCPT TO:")) {
                    to = line.substring(8).replaceAll("[<> ]", "");
                    say(out, "250 ok");
                } else if (command.equals("DATA")) {
                    say(out, "354 go on");
                    keep(to, data(in));
                    say(out, "250 kept");
                } else if (command.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else if (command.startsWith("EHLO")) {
                    say(out, "250-inbox\r\n250-8BITMIME\r\n250 SIZE " + LONGEST);
                } else {
                    say(out, "250 ok");
                }
            }
        } catch (IOException e) {
            return; // the sender went away: its mail was not taken
        }
    }

    private static String data(BufferedReader in) throws IOException {
        var text = new StringBuilder();
        String line;
        while ((line = in.readLine()) != null && !line.equals(".")) {
            if (text.length() < LONGEST) {
                text.append(line.startsWith("..") ? line.substring(1) : line).append('\n');
            }
        }
        if (line == null) {
            throw new IOException("the mail was cut off");
        }
        return text.toString();
    }

    private void keep(String to, String raw) {
        var mail = new ReceivedMail(numbers.incrementAndGet(), clock.instant(), to, raw);
        synchronized (mails) {
            mails.addFirst(mail);
            while (mails.size() > most) {
                mails.removeLast();
            }
        }
        watcher.accept(mail);
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
