package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.ProbeResult.Outcome;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A DNS check asks the resolver it is told to, and says what was answered.
class DnsProbeTest {
    private DatagramSocket socket;

    @BeforeEach
    void serve() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answer);
    }

    @AfterEach
    void close() {
        socket.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A | shop.example | | UP | ''",
                "A | shop.example | 192.0.2.7 | UP | ''",
                "A | shop.example | 192.0.2.9 | DOWN | [DNS] A shop.example answers 192.0.2.7, 192.0.2.8 without 192.0.2.9",
                "CNAME | www.shop.example | Shop.Example. | UP | ''",
                "A | www.shop.example | 192.0.2.7 | UP | ''",
                "MX | shop.example | 10 mail.shop.example | UP | ''",
                "TXT | shop.example | v=spf1 -All | UP | ''",
                "TXT | shop.example | v=spf1 -all | DOWN | [DNS] TXT shop.example answers v=spf1 -All without v=spf1 -all",
                "A | gone.example | | DOWN | [DNS] A gone.example does not exist (NXDOMAIN)",
                "AAAA | shop.example | | DOWN | [DNS] AAAA shop.example has no such record"
            })
    void theAnswerIsHeldAgainstWhatIsExpected(
            String type, String name, String expected, Outcome outcome, String message) {
        var answer =
                TestProbes.run(
                        new CheckSpec.Dns(
                                name,
                                type,
                                expected == null ? List.of() : List.of(expected),
                                Optional.of("127.0.0.1:" + socket.getLocalPort())));
        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.outcome()).isEqualTo(outcome);
    }

    @Test
    void aBrokenResolverIsDownAndNamed() {
        var answer = ask("broken.example", Duration.ofSeconds(5));
        assertThat(answer.outcome()).isEqualTo(Outcome.DOWN);
        assertThat(answer.message()).startsWith("[DNS] A broken.example cannot be looked up");
    }

    @Test
    void aSilentResolverIsLeftWhenTimeIsUp() {
        var answer = ask("silent.example", Duration.ofMillis(300));
        assertThat(answer.outcome()).isEqualTo(Outcome.DOWN);
        assertThat(answer.message()).startsWith("[DNS] A silent.example");
    }

    private Prober.Answer ask(String name, Duration timeout) {
        return TestProbes.run(
                new CheckSpec.Dns(
                        name, "A", List.of(), Optional.of("127.0.0.1:" + socket.getLocalPort())),
                timeout);
    }

    private void answer() {
        while (!socket.isClosed()) {
            try {
                var packet = new DatagramPacket(new byte[4_096], 4_096);
                socket.receive(packet);
                var question =
                        new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
                String name = question.getQuestion().getName().toString(true);
                if (!name.equals("silent.example")) {
                    byte[] bytes = reply(question, name).toWire();
                    socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private static Message reply(Message question, String name) throws IOException {
        var reply = new Message(question.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.addRecord(question.getQuestion(), Section.QUESTION);
        if (name.equals("broken.example")) {
            reply.getHeader().setRcode(Rcode.SERVFAIL);
        } else if (name.equals("gone.example")) {
            reply.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        int type = question.getQuestion().getType();
        for (Record record : zone()) {
            boolean sameName = record.getName().equals(question.getQuestion().getName());
            boolean leads = record.getType() == Type.CNAME && type != Type.CNAME;
            if (sameName && (record.getType() == type || leads)) {
                reply.addRecord(record, Section.ANSWER);
            }
        }
        return reply;
    }

    private static List<Record> zone() throws IOException {
        var zone = new ArrayList<Record>();
        for (String line :
                List.of(
                        "shop.example. A 192.0.2.7",
                        "shop.example. A 192.0.2.8",
                        "shop.example. MX 10 mail.shop.example.",
                        "shop.example. TXT \"v=spf1 \" \"-All\"",
                        "www.shop.example. CNAME shop.example.")) {
            String[] parts = line.split(" ", 3);
            zone.add(
                    Record.fromString(
                            Name.fromString(parts[0]),
                            Type.value(parts[1]),
                            DClass.IN,
                            60,
                            parts[2],
                            Name.root));
        }
        return zone;
    }
}
