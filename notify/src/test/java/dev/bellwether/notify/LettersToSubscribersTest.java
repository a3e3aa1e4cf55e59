package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import com.sun.net.httpserver.HttpServer;
import dev.bellwether.model.Courier;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// "My subscribers get the mail as it was meant, and one bad address does not cost the others
/// theirs."
class LettersToSubscribersTest {
    @Test
    void manyMailsGoOverOneConnectionAndCanBeLeftWithOneClick() throws Exception {
        var server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
        server.start();
        try (var post = post(server.getSmtp().getPort())) {
            List<Courier.Answer> answers =
                    post.mail(
                            IntStream.range(0, 60)
                                    .mapToObj(i -> mail("k" + i, "s" + i + "@reader.example"))
                                    .toList());
            assertThat(answers).hasSize(60).allMatch(a -> a instanceof Courier.Answer.Taken);
            MimeMessage[] got = server.getReceivedMessages();
            assertThat(got).hasSize(60);
            MimeMessage one =
                    Arrays.stream(got).filter(m -> id(m).startsWith("<k7@")).findFirst().get();
            assertThat(one.getHeader("List-Unsubscribe"))
                    .containsExactly("<https://status.example/subscribers/unsubscribe/t>");
            assertThat(one.getHeader("List-Unsubscribe-Post"))
                    .containsExactly("List-Unsubscribe=One-Click");
            assertThat(one.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(one.getHeader("References")).containsExactly("<incident-i1@acme.example>");
            assertThat(one.getSubject()).isEqualTo("Störung: Zahlungen");
            var parts = (jakarta.mail.internet.MimeMultipart) one.getContent();
            assertThat((String) parts.getBodyPart(0).getContent())
                    .contains(".a line that begins with a dot", "Grüße");
            assertThat((String) parts.getBodyPart(1).getContent()).contains("<p>Grüße</p>");
        } finally {
            server.stop();
        }
    }

    @Test
    void anAddressThatIsRefusedCostsTheOthersNothing() throws Exception {
        for (boolean pipelining : List.of(true, false)) {
            try (var server = new Refusing(pipelining);
                    var post = post(server.port())) {
                List<Courier.Answer> answers =
                        post.mail(
                                List.of(
                                        mail("a", "a@ok.example"),
                                        mail("b", "b@gone.example"),
                                        mail("c", "c@full.example"),
                                        mail("d", "d@ok.example"),
                                        mail("e", "not an address"),
                                        mail("f", "f@spam.example"),
                                        mail("g", "g@ok.example")));
                assertThat(answers)
                        .extracting(a -> a.getClass().getSimpleName())
                        .containsExactly(
                                "Taken", "Never", "Later", "Taken", "Never", "Never", "Taken");
                assertThat(server.taken)
                        .containsExactly("a@ok.example", "d@ok.example", "g@ok.example");
                assertThat(server.connections).isEqualTo(1);
            }
        }
    }

    @Test
    void whenTheServerBreaksOffOnlyTheMailThatWasHandedOverMayHaveArrived() throws Exception {
        try (var server = new Refusing(true);
                var post = post(server.port())) {
            List<Courier.Answer> answers =
                    post.mail(
                            List.of(
                                    mail("a", "a@ok.example"),
                                    mail("b", "b@break.example"),
                                    mail("c", "c@ok.example")));
            assertThat(answers.get(0)).isInstanceOf(Courier.Answer.Taken.class);
            assertThat(((Courier.Answer.Later) answers.get(1)).mayHaveArrived()).isTrue();
            assertThat(((Courier.Answer.Later) answers.get(2)).mayHaveArrived()).isFalse();
        }
    }

    @OnEachStore
    void aCrowdThatTheServerIsSlowWithDelaysNoPage(TestStore test) throws Exception {
        try (var server = new Refusing(true);
                var room = Sent.room(test, server.port())) {
            for (int lane = 0; lane < room.courier().mailLanes(); lane++) {
                int number = lane;
                Thread.startVirtualThread(() ->
                        room.courier()
                                .mail(List.of(mail("s" + number, number + "@stall.example"))));
            }
            server.stalled.await();
            room.mail(Sent.ACME, new Mail("oncall@ok.example", "Wake up", "Checkout is down"));
            room.jobs().forEach(job -> job.run(test.clock().instant()));
            assertThat(server.taken).containsExactly("oncall@ok.example");
        }
    }

    @Test
    void slackAndTeamsSayWhenToWaitAndWhenAHookIsGone() throws Exception {
        var web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 9);
        web.createContext(
                "/",
                exchange -> {
                    int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
                    if (status == 429) {
                        exchange.getResponseHeaders().add("Retry-After", "30");
                    }
                    byte[] body =
                            (status == 200 ? "ok" : "no_service").getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        web.start();
        try (var post = post(1)) {
            String base = "http://127.0.0.1:" + web.getAddress().getPort() + "/";
            assertThat(told(post, base + 200)).isInstanceOf(Courier.Answer.Taken.class);
            assertThat(told(post, base + 202)).isInstanceOf(Courier.Answer.Taken.class);
            assertThat(((Courier.Answer.Later) told(post, base + 429)).after())
                    .contains(Duration.ofSeconds(30));
            assertThat(told(post, base + 503)).isInstanceOf(Courier.Answer.Later.class);
            assertThat(((Courier.Answer.Never) told(post, base + 404)).gone()).isTrue();
            assertThat(((Courier.Answer.Never) told(post, base + 410)).gone()).isTrue();
            assertThat(((Courier.Answer.Never) told(post, base + 403)).gone()).isFalse();
        } finally {
            web.stop(0);
        }
    }

    private static Courier.Answer told(SubscriberPost post, String url) {
        return post.post(new Courier.Post("k", url, "{\"text\":\"hi\"}"));
    }

    private static String id(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SubscriberPost post(int port) {
        return new SubscriberPost(
                NotifySettings.of(
                        Optional.of(MailSettings.plain("127.0.0.1", port, "status@acme.example")),
                        WebhookSettings.of("0123456789abcdef", AddressPolicy.any())),
                InstantSource.system(),
                new Lookup(),
                new RightOfWay());
    }

    private static Courier.Mail mail(String key, String to) {
        return new Courier.Mail(
                key,
                "Acme Status",
                to,
                "Störung: Zahlungen",
                "Grüße\n.a line that begins with a dot\n",
                "<!doctype html><p>Grüße</p>",
                Optional.of("incident-i1"),
                Optional.of("https://status.example/subscribers/unsubscribe/t"),
                false);
    }

    /// A mail server that refuses by the address: `gone` for ever, `full` for now, `spam` after the
    /// text, and breaks off after the text for `break`.
    private static final class Refusing implements AutoCloseable {
        final List<String> taken = new CopyOnWriteArrayList<>();
        volatile int connections;
        final CountDownLatch stalled = new CountDownLatch(8);
        private final CountDownLatch closing = new CountDownLatch(1);
        private final boolean pipelining;
        private final ServerSocket listener;

        Refusing(boolean pipelining) throws Exception {
            this.pipelining = pipelining;
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.startVirtualThread(() -> {
                while (true) {
                    try {
                        Socket socket = listener.accept();
                        connections++;
                        Thread.startVirtualThread(() -> {
                            try {
                                talk(socket);
                            } catch (java.io.IOException e) {
                                return; // the sender is gone
                            }
                        });
                    } catch (java.io.IOException e) {
                        return;
                    }
                }
            });
        }

        int port() {
            return listener.getLocalPort();
        }

        private void talk(Socket socket) throws java.io.IOException {
            try {
                serve(socket);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void serve(Socket socket) throws java.io.IOException, InterruptedException {
            try (socket;
                    var in =
                            new BufferedReader(
                                    new InputStreamReader(
                                            socket.getInputStream(), StandardCharsets.US_ASCII))) {
                say(socket, "220 hello");
                String to = "";
                boolean good = false;
                String line;
                while ((line = in.readLine()) != null) {
                    String command = line.toUpperCase(Locale.ROOT);
                    if (command.startsWith("EHLO")) {
                        say(socket, pipelining ? "250-me\r\n250 PIPELINING" : "250 me");
                    } else if (command.startsWith("RCPT")) {
                        to = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        good = !to.contains("@gone") && !to.contains("@full");
                        say(
                                socket,
                                good
                                        ? "250 ok"
                                        : to.contains("@gone")
                                                ? "550 5.1.1 no such mailbox"
                                                : "452 4.2.2 full");
                    } else if (command.equals("DATA") && !good) {
                        say(socket, "554 no valid recipients");
                    } else if (command.equals("DATA")) {
                        say(socket, "354 go on");
                        var text = new ArrayList<String>();
                        while (!(line = in.readLine()).equals(".")) {
                            text.add(line);
                        }
                        if (to.contains("@break")) {
                            return;
                        }
                        if (to.contains("@stall")) {
                            stalled.countDown();
                            closing.await();
                        }
                        if (to.contains("@spam")) {
                            say(socket, "554 5.7.1 refused");
                        } else {
                            taken.add(to);
                            say(socket, "250 taken");
                        }
                    } else if (command.equals("QUIT")) {
                        say(socket, "221 bye");
                        return;
                    } else {
                        say(socket, "250 ok");
                    }
                }
            }
        }

        private static void say(Socket socket, String line) throws java.io.IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws Exception {
            closing.countDown();
            listener.close();
        }
    }
}
