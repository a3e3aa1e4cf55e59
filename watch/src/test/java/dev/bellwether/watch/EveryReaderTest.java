package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a page answers, a reader either understands it or says why not: in bounded time, with
/// bounded memory, and with no other exception.
class EveryReaderTest {
    private static final List<String> PAGES =
            List.of(
                    "incidentio.json",
                    "incidentio-widget.json",
                    "instatus.json",
                    "betterstack.json",
                    "statusio.json",
                    "statuspal.json",
                    "cachet-components.json",
                    "cachet-incidents.json",
                    "sorry.json",
                    "sorry-notices.json",
                    "checkly.json",
                    "firehydrant.json");

    static List<ProviderReader> all() {
        return ProviderReader.ALL;
    }

    private static ProviderReading read(ProviderReader reader, byte[] first) {
        int documents = Math.max(1, reader.documents(Answers.ACME).size());
        var bodies = new ArrayList<byte[]>();
        for (int i = 0; i < documents; i++) {
            bodies.add(i == 0 ? first : new byte[0]);
        }
        return reader.read(new ProviderAnswers(Answers.ACME, bodies, Answers.NOW));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsNotItsShapeIsRefused(ProviderReader reader) {
        for (String body :
                List.of(
                        "",
                        "null",
                        "7",
                        "\"x\"",
                        "{",
                        "{}",
                        "[[]]",
                        "[7,null]",
                        "<html><title>Acme</title></html>",
                        "{\"error\":\"not found\"}",
                        "{\"page\":7,\"data\":7,\"summary\":7,\"result\":7,\"config\":7}",
                        "[".repeat(100_000),
                        "{\"a\":".repeat(100_000),
                        "\u0000\u0000\u0000")) {
            assertThatThrownBy(() -> read(reader, bytes(body)))
                    .as(reader.name() + " reads " + ProviderJson.cut(body, 60))
                    .isInstanceOf(UnreadablePage.class)
                    .message()
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void entityBombsAndDocumentTypesAreRefused(ProviderReader reader) {
        String bomb =
                """
                <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">
                <!ENTITY c SYSTEM "file:///etc/passwd">]><rss><channel><title>&b;&c;</title></channel></rss>
                """;
        assertThatThrownBy(() -> read(reader, bytes(bomb))).isInstanceOf(UnreadablePage.class);
    }

    @ParameterizedTest
    @MethodSource("all")
    void fiveMegabytesOfAnythingEnd(ProviderReader reader) {
        String thing = "{\"id\":\"1\",\"name\":\"A\",\"status\":\"x\",\"components\":[{}]},";
        String many = thing.repeat((5 << 20) / thing.length() / 2) + "{}";
        for (String body :
                List.of(
                        "{\"page\":{\"name\":\"A\",\"status\":\"UP\"},\"incidents\":["
                                + many
                                + "]}",
                        "{\"summary\":{\"name\":\"A\",\"components\":[" + many + "]}}",
                        "{\"data\":[" + many + "]}",
                        "{\"services\":[" + many + "],\"incidents\":[]}",
                        "x".repeat(5 << 20),
                        " ".repeat(5 << 20))) {
            try {
                ProviderReading reading = read(reader, bytes(body));
                assertThat(reading.components().size()).isLessThanOrEqualTo(2_000);
                assertThat(reading.incidents().size()).isLessThanOrEqualTo(100);
                assertThat(reading.updates().size()).isLessThanOrEqualTo(200);
            } catch (UnreadablePage e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    /// Bytes are changed, cut and doubled in pages of every shape, its own among them.
    @ParameterizedTest
    @MethodSource("all")
    void pagesThatAreDamagedAtRandom(ProviderReader reader) {
        long seed = 20_260_501;
        var random = new Random(seed);
        int understood = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] body = bytes(Answers.page(PAGES.get(random.nextInt(PAGES.size()))));
            byte[] damaged = damage(body, random);
            try {
                ProviderReading reading = read(reader, damaged);
                assertThat(reading.status()).isNotNull();
                assertThat(reading.components()).allMatch(part -> part.status() != null);
                understood++;
            } catch (UnreadablePage e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
        assertThat(understood).isLessThan(3_000);
    }

    private static byte[] damage(byte[] body, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(body, random.nextInt(body.length));
            case 1 -> {
                byte[] changed = body.clone();
                for (int i = random.nextInt(5); i >= 0; i--) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                yield changed;
            }
            case 2 -> {
                String text = new String(body, StandardCharsets.UTF_8);
                String[] values = {"null", "[]", "{}", "-1", "1e999", "\"\"", "true"};
                yield bytes(
                        text.replaceFirst(
                                "\"[a-zA-Z]{" + (1 + random.nextInt(9)) + "}\"",
                                values[random.nextInt(values.length)]));
            }
            default -> {
                int at = random.nextInt(body.length);
                int end = at + random.nextInt(body.length - at);
                byte[] changed = Arrays.copyOf(body, body.length + end - at);
                System.arraycopy(body, at, changed, end, body.length - at);
                yield changed;
            }
        };
    }
}
