package dev.bellwether.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// A mail server on loopback that speaks TLS from the first byte or from STARTTLS on (RFC 3207) and
/// asks for a sign-in (RFC 4954), with a certificate made on the spot. It takes what is said in the
/// clear as little as a server on the Internet would.
final class MailServer implements AutoCloseable {
    private static final char[] KEYS = "changeit".toCharArray();

    private final ServerSocket door;
    private final SSLContext context;
    private final boolean encryptedAtOnce;
    private final boolean offersStartTls;
    final List<String> mails = new CopyOnWriteArrayList<>();

    /// Every command, with `tls` or `clear` before it.
    final List<String> said = new CopyOnWriteArrayList<>();

    /// @param names on the certificate, such as `dns:localhost,ip:127.0.0.1`
    MailServer(String names, boolean encryptedAtOnce, boolean offersStartTls) throws Exception {
        this.context = context(names);
        this.encryptedAtOnce = encryptedAtOnce;
        this.offersStartTls = offersStartTls;
        this.door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::welcome);
    }

    int port() {
        return door.getLocalPort();
    }

    /// What trusts this server's certificate and no other.
    SSLSocketFactory trusting() {
        return context.getSocketFactory();
    }

    private void welcome() {
        try {
            while (true) {
                Socket guest = door.accept();
                Thread.ofVirtual().start(() -> serve(guest));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket guest) {
        try (guest;
                var talk = new Talk(encryptedAtOnce ? encrypted(guest) : guest, encryptedAtOnce)) {
            talk.say("220 mail.example ESMTP");
            if (talk.run()) {
                new Talk(encrypted(guest), true).run();
            }
        } catch (IOException | UncheckedIOException e) {
            said.add("broken off: " + e.getClass().getSimpleName());
        }
    }

    private SSLSocket encrypted(Socket plain) throws IOException {
        var socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(plain, "127.0.0.1", plain.getPort(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    /// One side of a conversation, in the clear or encrypted.
    private final class Talk implements AutoCloseable {
        private final boolean tls;
        private final BufferedReader in;
        private final OutputStream out;
        private boolean signedIn;

        Talk(Socket socket, boolean tls) throws IOException {
            this.tls = tls;
            InputStream bytes = socket.getInputStream();
            this.in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            this.out = socket.getOutputStream();
        }

        void say(String line) throws IOException {
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /// @return true when STARTTLS was agreed on
        boolean run() throws IOException {
            String line;
            while ((line = in.readLine()) != null) {
                said.add((tls ? "tls " : "clear ") + line);
                String word = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                switch (word) {
                    case "EHLO", "HELO" -> greet();
                    case "STARTTLS" -> {
                        say("220 go on");
                        return true;
                    }
                    case "AUTH" -> signIn(line);
                    case "MAIL" -> say(signedIn ? "250 ok" : "530 5.7.0 sign in first");
                    case "RCPT" -> say("250 ok");
                    case "DATA" -> take();
                    case "QUIT" -> {
                        say("221 bye");
                        return false;
                    }
                    default -> say("250 ok");
                }
            }
            return false;
        }

        private void greet() throws IOException {
            say("250-mail.example");
            if (!tls && offersStartTls) {
                say("250-STARTTLS");
            }
            say(tls ? "250 AUTH PLAIN" : "250 8BITMIME");
        }

        private void signIn(String line) throws IOException {
            String[] words = line.split(" ");
            String secret = words.length > 2 ? words[2] : asked();
            String plain = new String(Base64.getDecoder().decode(secret), StandardCharsets.UTF_8);
            // In whose name somebody acts may stand before who they are (RFC 4616).
            signedIn = plain.endsWith("\0pages\0swordfish");
            say(signedIn ? "235 welcome" : "535 5.7.8 wrong user or password");
        }

        private String asked() throws IOException {
            say("334 ");
            return in.readLine();
        }

        private void take() throws IOException {
            say("354 go on");
            var text = new StringBuilder();
            String line;
            while ((line = in.readLine()) != null && !line.equals(".")) {
                text.append(line).append('\n');
            }
            mails.add(text.toString());
            say("250 taken");
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }

    private static SSLContext context(String names) throws Exception {
        Path folder = Files.createTempDirectory("bellwether-mail");
        Path file = folder.resolve("keys.p12");
        try {
            Process made =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "keytool")
                                            .toString(),
                                    "-genkeypair",
                                    "-alias",
                                    "mail",
                                    "-keyalg",
                                    "EC",
                                    "-dname",
                                    "CN=Test Issuer",
                                    "-ext",
                                    "san=" + names,
                                    "-validity",
                                    "10",
                                    "-storetype",
                                    "PKCS12",
                                    "-keystore",
                                    file.toString(),
                                    "-storepass",
                                    new String(KEYS))
                            .inheritIO()
                            .start();
            if (made.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
            return context(KeyStore.getInstance(file.toFile(), KEYS));
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException, IOException {
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, KEYS);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("issuer", keys.getCertificate("mail"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
