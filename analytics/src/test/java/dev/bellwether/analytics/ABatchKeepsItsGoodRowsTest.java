package dev.bellwether.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.analytics.EventRefused.Cause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A batch with bad rows: the good ones are kept, each bad one is told by its index, the field, the
/// value and what is allowed.
class ABatchKeepsItsGoodRowsTest {
    private static final Instant NOW = Instant.parse("2026-05-06T13:37:00Z");
    private static final Instant OLDEST = NOW.minus(Duration.ofDays(400));
    private static final String GOOD =
            """
            {"id":"a1","visitor":"v1","time":"2026-05-06T13:00:00.123456Z","kind":"goal","name":"order",
             "value":12.5,"properties":{"plan":"größer","tags":["a","}"],"deep":{"x":null}}}\
            """;

    @Test
    void aRowIsReadWithAllThatItSays() {
        assertThat(json("[" + GOOD + "]").events())
                .containsExactly(
                        new Event(
                                "a1",
                                "v1",
                                Instant.parse("2026-05-06T13:00:00.123456Z"),
                                Event.Kind.GOAL,
                                "order",
                                "",
                                12.5,
                                "{\"plan\":\"größer\",\"tags\":[\"a\",\"}\"],\"deep\":{\"x\":null}}"));
    }

    @Test
    void anExposureHasItsVariationAndATimeWithoutOneIsThatOfItsArrival() {
        Event event =
                json("{\"events\":[{\"id\":7,\"visitor\":8,\"kind\":\"exposure\",\"name\":\"blue-button\",\"variation\":1}]}")
                        .events()
                        .getFirst();
        assertThat(event.at()).isEqualTo(NOW);
        assertThat(event.variation()).isEqualTo("1");
        assertThat(event.id()).isEqualTo("7");
        assertThat(event.value()).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "1778074620000, 2026-05-06T13:37:00Z",
        "1778074619999.5, 2026-05-06T13:36:59.999500Z"
    })
    void timeMayBeMilliseconds(String millis, Instant at) {
        assertThat(json("[" + row("\"time\":" + millis) + "]").events().getFirst().at())
                .isEqualTo(at);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"kind\":\"goal\" | id is missing | MALFORMED",
                "\"id\":\"x\",\"visitor\":\"v\",\"name\":\"n\" | kind is missing; allowed: exposure, goal | MALFORMED",
                "\"kind\":\"view\" | kind 'view' is not allowed; allowed: exposure, goal | MALFORMED",
                "\"colour\":1 | field 'colour' is not known; allowed: id, visitor, time | MALFORMED",
                "\"value\":\"12\" | value is not a number | MALFORMED",
                "\"value\":1e999 | value is too large for a number | MALFORMED",
                "\"visitor\":{\"a\":[1,2]} | visitor is not a text | MALFORMED",
                "\"properties\":[1] | properties are not a JSON object | MALFORMED",
                "\"time\":\"yesterday\" | time 'yesterday' is not a time; allowed: 2026-05-06T13:37:00Z | MALFORMED",
                "\"id\":\"i\",\"visitor\":\"v\",\"kind\":\"goal\",\"name\":\"n\",\"time\":\"2026-05-06T13:48:00Z\" | time '2026-05-06T13:48:00Z' is in the future: it is 2026-05-06T13:37:00Z here | FUTURE",
                "\"id\":\"i\",\"visitor\":\"v\",\"kind\":\"goal\",\"name\":\"n\",\"time\":\"2020-01-01T00:00:00Z\" | time '2020-01-01T00:00:00Z' is before | TOO_OLD",
                "\"id\":\"a\\u0000b\",\"visitor\":\"v\",\"name\":\"n\",\"kind\":\"goal\" | id 'a b' has a NUL character | MALFORMED",
            })
    void aBadRowIsToldByItsIndexAndTheRestIsKept(String fields, String reason, Cause cause) {
        String bad = "{" + fields + "}";
        String good = row("\"value\":1");
        for (EventBatch batch :
                List.of(
                        json("[" + good + "," + bad + "," + good + "]"),
                        lines(good + "\n" + bad + "\r\n\n" + good))) {
            assertThat(batch.events()).hasSize(2);
            assertThat(batch.refused()).hasSize(1);
            EventRefused refused = batch.refused().getFirst();
            assertThat(refused.index()).isEqualTo(1);
            assertThat(refused.reason()).startsWith(reason);
            assertThat(refused.cause()).isEqualTo(cause);
        }
    }

    @Test
    void aPropertyOfAMegabyteIsRefusedAndTheRowsBesideItAreKept() {
        String large = row("\"properties\":{\"a\":\"" + "x".repeat(1 << 20) + "\"}");
        EventBatch batch = json("[" + row("\"value\":1") + "," + large + "]");
        assertThat(batch.events()).hasSize(1);
        assertThat(batch.refused())
                .containsExactly(
                        new EventRefused(
                                1,
                                Cause.TOO_LARGE,
                                "properties have 1048584 bytes; allowed: at most 16384"));
        assertThat(
                        json("["
                                        + row("\"variation\":\"" + "x".repeat(129) + "\"")
                                                .replace("goal", "exposure")
                                        + "]")
                                .refused()
                                .getFirst()
                                .reason())
                .isEqualTo("variation has 129 characters; allowed: 1-128");
    }

    @Test
    void aLineThatIsNoJsonIsRefusedAlone() {
        EventBatch batch =
                lines(row("\"value\":1") + "\n{\"id\":\nnull\n" + row("\"value\":2") + "]");
        assertThat(batch.events()).hasSize(1);
        assertThat(batch.refused()).extracting(EventRefused::index).containsExactly(1, 2, 3);
        assertThat(batch.refused().getFirst().reason()).startsWith("the line is not JSON: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"id\": | The body is not JSON",
                "`` | The body is not a batch; allowed: [event, …]",
                "7 | The body is not a batch",
                "{\"rows\":[]} | The body is not a batch",
                "[] [] | The body goes on after its JSON",
            })
    void anArrayThatIsNoneIsRefusedWhole(String body, String why) {
        assertThatThrownBy(() -> json(body))
                .isInstanceOf(UnreadableBatch.class)
                .hasMessageStartingWith(why);
    }

    @Test
    void aBatchIsBoundedInRowsAndInDepth() {
        assertThatThrownBy(() -> lines("{}\n".repeat(EventReader.MOST + 1)))
                .hasMessageContaining("more than 50000 rows");
        assertThatThrownBy(() -> json("[{\"properties\":" + "{\"a\":".repeat(10_000)))
                .isInstanceOf(UnreadableBatch.class);
    }

    private static String row(String more) {
        return "{\"id\":\"i\",\"visitor\":\"v\",\"kind\":\"goal\",\"name\":\"n\"," + more + "}";
    }

    private static EventBatch json(String body) {
        return EventReader.json(body.getBytes(StandardCharsets.UTF_8), NOW, OLDEST);
    }

    private static EventBatch lines(String body) {
        return EventReader.lines(body.getBytes(StandardCharsets.UTF_8), NOW, OLDEST);
    }
}
