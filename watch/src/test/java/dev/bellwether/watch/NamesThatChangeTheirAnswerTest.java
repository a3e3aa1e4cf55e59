package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.ProbeResult.Outcome;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A name whose resolver says one address while it is looked at and another a moment later leads
/// nobody inside: the address that was checked is the one that is dialled.
class NamesThatChangeTheirAnswerTest {
    private static final String NAME = "turn.example";
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private DatagramSocket resolver;
    private volatile List<String> answers = List.of();

    @BeforeEach
    void serve() throws IOException {
        resolver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answer);
    }

    @AfterEach
    void close() {
        resolver.close();
    }

    @Test
    void whatWasLookedAtIsWhatIsDialled() throws Exception {
        try (var inside = TestPeer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
            // 127.0.0.2 may be reached and nobody listens there; 127.0.0.1 may not.
            answers = List.of("127.0.0.2", "127.0.0.1");
            var answer = probe("http://" + NAME + ":" + inside.port() + "/");
            assertThat(answer.outcome()).isEqualTo(Outcome.DOWN);
            assertThat(answer.message()).contains("127.0.0.2:" + inside.port());
            assertThat(asked).hasSize(1);
            assertThat(inside.heads()).isEmpty();
        }
    }

    @Test
    void aRedirectIsLookedAtAnew() throws Exception {
        try (var inside = TestPeer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                var outside = new java.net.ServerSocket()) {
            outside.bind(new InetSocketAddress("127.0.0.2", 0));
            Thread.ofVirtual().start(() -> lead(outside, inside.port()));
            answers = List.of("127.0.0.2", "127.0.0.1");
            var answer = probe("http://" + NAME + ":" + outside.getLocalPort() + "/");
            assertThat(answer.outcome()).isEqualTo(Outcome.DOWN);
            assertThat(answer.message())
                    .contains("[REDIRECT] leads to", "127.0.0.1 is a loopback address");
            assertThat(inside.heads()).isEmpty();
        }
    }

    /// Answers each request with the way to the same name at another port.
    private static void lead(java.net.ServerSocket server, int port) {
        try (var socket = server.accept()) {
            TestPeer.head(socket.getInputStream());
            socket.getOutputStream()
                    .write(
                            ("HTTP/1.1 302 Found\r\nLocation: http://"
                                            + NAME
                                            + ":"
                                            + port
                                            + "/\r\nContent-Length: 0\r\n\r\n")
                                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Prober.Answer probe(String url) {
        var standard = WatchSettings.defaults();
        var settings =
                new WatchSettings(
                        "local",
                        Networks.allowing(List.of("127.0.0.2/32")),
                        List.of(),
                        10,
                        10,
                        Optional.of("127.0.0.1:" + resolver.getLocalPort()),
                        standard.keepEvidence(),
                        standard.userAgent());
        try (var prober = new LocalProber(settings, Trust.ofThisJava(), InstantSource.system())) {
            var answer = new CompletableFuture<Prober.Answer>();
            prober.probe(TestProbes.check("c", CheckSpec.Http.get(url)), answer::complete);
            return answer.join();
        }
    }

    /// Each lookup of the address gets the next answer, and the last one ever after.
    private void answer() {
        var next = new AtomicInteger();
        while (!resolver.isClosed()) {
            try {
                var packet = new DatagramPacket(new byte[4_096], 4_096);
                resolver.receive(packet);
                var question =
                        new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
                var reply = new Message(question.getHeader().getID());
                reply.getHeader().setFlag(Flags.QR);
                reply.addRecord(question.getQuestion(), Section.QUESTION);
                if (question.getQuestion().getType() == Type.A) {
                    int turn = Math.min(next.getAndIncrement(), answers.size() - 1);
                    asked.add(answers.get(turn));
                    reply.addRecord(
                            new ARecord(
                                    question.getQuestion().getName(),
                                    DClass.IN,
                                    0,
                                    InetAddress.getByName(answers.get(turn))),
                            Section.ANSWER);
                }
                byte[] bytes = reply.toWire();
                resolver.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
            } catch (IOException e) {
                return;
            }
        }
    }
}
