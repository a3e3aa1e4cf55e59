package dev.bellwether.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A query may say that nobody waits for it, and never that it is urgent")
class AQueryMayStandBackTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");
    private static final String BATCH = "/* lane=batch */ SELECT a FROM t";
    private static final GuardSettings SETTINGS =
            new GuardSettings(
                    URI.create("http://localhost:8123"),
                    "127.0.0.1",
                    0,
                    1L << 30,
                    1L << 28,
                    48L << 20,
                    Duration.ofMinutes(1));

    private final Forecasts forecasts = new Forecasts();
    private final Planner planner = new Planner(SETTINGS, forecasts, _ -> false, () -> NOW);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "true | batch | | SELECT 1",
                "true | ' Batch ' | | SELECT 1",
                "false | interactive | {\"lane\":\"batch\"} | /* lane=batch */ SELECT 1",
                "true | | {\"lane\":\"batch\"} | /* lane=heavy */ SELECT 1",
                "true | | {\"bellwether\":{\"lane\":\"batch\"},\"lane\":\"urgent\"} | SELECT 1",
                "false | | {\"lane\":[\"batch\"]} | SELECT 1",
                "true | | nightly | /* feature=export lane=batch */ SELECT 1",
                "true | | | -- lane=batch\\nSELECT 1",
                "true | | | /* {\"lane\":\"batch\"} */ SELECT 1",
                "false | | | SELECT 1 /* lane=batch */",
                "false | | | SELECT 'lane=batch'",
                "false | | | not sql '",
            })
    void itSaysSoByAHeaderALogCommentOrAComment(
            boolean isBatch, String header, String comment, String sql) {
        var headers = HttpFields.build();
        if (header != null) {
            headers.add("X-Bellwether-Lane", header.replace("'", ""));
        }
        String address =
                comment == null
                        ? ""
                        : "log_comment=" + URLEncoder.encode(comment, StandardCharsets.UTF_8);
        assertThat(
                        LaneReader.isBatch(
                                headers,
                                new Address(address),
                                Statement.of(sql.replace("\\n", "\n"))))
                .isEqualTo(isBatch);
    }

    @Test
    void oneThatIsKnownGoesBehindAllOthers() {
        assertThat(lane(BATCH, 20L << 20)).isEqualTo(Lane.BATCH);
        assertThat(lane(BATCH, 400L << 20)).isEqualTo(Lane.BATCH);
    }

    @Test
    void oneThatIsNotKnownIsAProbeLikeAnyOther() {
        assertThat(ask(BATCH).lane()).isEqualTo(Lane.PROBE);
        assertThat(planner.again(Estimating.query("", BATCH), Lane.PROBE, 400L << 20))
                .isEqualTo(Lane.BATCH);
    }

    @Test
    void nobodyPutsItselfForward() {
        for (String lane : List.of("urgent", "interactive", "probe", "first")) {
            String sql = "/* lane=" + lane + " */ SELECT a FROM t AS " + lane;
            assertThat(ask(sql).lane()).isEqualTo(Lane.PROBE);
            assertThat(lane(sql, 400L << 20)).as(lane).isEqualTo(Lane.HEAVY);
        }
    }

    private Lane lane(String sql, long peak) {
        Statement.Read read = Estimating.read(Estimating.query("", sql));
        for (int i = 0; i < Forecasts.ENOUGH; i++) {
            forecasts.ended(read.fingerprint().hash(), read.shape().family(), 0, peak, false, NOW);
        }
        return ask(sql).lane();
    }

    private Ask ask(String sql) {
        return planner.ask(Estimating.query("", sql), 0, Optional.empty());
    }
}
