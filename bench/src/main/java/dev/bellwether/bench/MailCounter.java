package dev.bellwether.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Scanner;
import org.jspecify.annotations.Nullable;

/// A mail server in a process of its own that takes every mail and writes down when it came, for
/// whom, and whether it said of itself that it may be the second copy. Speaks SMTP with PIPELINING
/// (RFC 5321, RFC 2920).
///
/// Says `port N` and then a line a mail: `<milliseconds> <Bellwether-Delivery> <marked> <subject>`.
final class MailCounter {
    private final PrintStream out;

    private MailCounter(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        try (var listener = new ServerSocket()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
            System.out.println("port " + listener.getLocalPort());
            System.out.flush();
            var counter =
                    new MailCounter(
                            new PrintStream(
                                    new java.io.FileOutputStream(java.io.FileDescriptor.out),
                                    true,
                                    StandardCharsets.UTF_8));
            Thread.ofPlatform()
                    .daemon()
                    .start(() -> {
                        try (var end = new Scanner(System.in, StandardCharsets.UTF_8)) {
                            while (end.hasNextLine()) {
                                end.nextLine();
                            }
                        }
                        System.exit(0); // whoever started it is gone
                    });
            while (true) {
                Socket socket = listener.accept();
                Thread.ofPlatform().daemon().start(() -> counter.talk(socket));
            }
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
            OutputStream out = socket.getOutputStream();
            say(out, "220 counting");
            String line;
            while ((line = line(in)) != null) {
                String command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("EHLO")) {
                    say(out, "250-counting\r\n250-PIPELINING\r\n250 8BITMIME");
                } else if (command.equals("DATA")) {
                    say(out, "354 go on");
                    mail(in);
                    say(out, "250 taken");
                } else if (command.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 ok");
                }
            }
        } catch (IOException e) {
            return; // the sender went away: its mail was not taken
        }
    }

    private void mail(InputStream in) throws IOException {
        String delivery = "?";
        String subject = "";
        boolean marked = false;
        String line;
        while ((line = line(in)) != null && !line.equals(".")) {
            if (line.startsWith("Bellwether-Delivery: ")) {
                delivery = line.substring(21);
            } else if (line.startsWith("Bellwether-Possible-Duplicate:")) {
                marked = true;
            } else if (line.startsWith("Subject: ")) {
                subject = line.substring(9);
            }
        }
        if (line == null) {
            throw new IOException("the mail was cut off");
        }
        out.println(System.currentTimeMillis() + " " + delivery + " " + marked + " " + subject);
    }

    private static @Nullable String line(InputStream in) throws IOException {
        var line = new StringBuilder(80);
        int c;
        while ((c = in.read()) >= 0) {
            if (c == '\n') {
                return line.toString();
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return null;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
