package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is known without a probe: a job that reports in or stays away, a provider's own words.
class RulesTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private static Statement heartbeat(String last, String listening, String now) {
        return heartbeat(Optional.empty(), last, listening, now);
    }

    private static Statement heartbeat(
            Optional<String> cron, String last, String listening, String now) {
        var spec =
                new CheckSpec.Heartbeat(
                        "t", Duration.ofMinutes(10), Duration.ofMinutes(5), cron, "Europe/Berlin");
        return HeartbeatRule.statement(
                spec,
                last.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Beat(at(last), Optional.empty())),
                at(listening),
                Status.PARTIAL_OUTAGE,
                Duration.ZERO,
                at(now));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-05-0" + time + "Z");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1T08:00:00, 1T08:14:59, UNKNOWN, 1T08:00:00",
        "'', 1T08:00:00, 9T08:15:00, UNKNOWN, 1T08:00:00",
        "1T09:00:00, 1T08:00:00, 1T09:14:59, OPERATIONAL, 1T09:00:00",
        "1T09:00:00, 1T08:00:00, 1T09:15:00, PARTIAL_OUTAGE, 1T09:15:00",
        "1T07:50:00, 1T08:00:00, 1T08:04:59, OPERATIONAL, 1T07:50:00",
        "1T07:50:00, 1T08:00:00, 1T08:05:00, PARTIAL_OUTAGE, 1T08:05:00",
        "1T07:45:00, 1T08:00:00, 1T08:05:00, OPERATIONAL, 1T07:45:00",
        "1T07:00:00, 1T08:00:00, 1T08:14:59, OPERATIONAL, 1T07:00:00",
        "1T07:00:00, 1T08:00:00, 1T08:15:00, PARTIAL_OUTAGE, 1T08:15:00"
    })
    void aJobIsLateAPeriodAndAGraceAfterItsLastBeat(
            String last, String listening, String now, Status status, String since) {
        Statement said = heartbeat(last, listening, now);
        assertThat(said.status()).isEqualTo(status);
        assertThat(said.since()).isEqualTo(at(since));
        assertThat(said.when()).isEqualTo(at(now));
    }

    @ParameterizedTest
    @CsvSource({
        "1T09:00:00, 1T09:16:30, last beat 16 min ago",
        "1T09:00:00, 1T10:59:59, last beat 119 min ago",
        "1T09:00:00, 1T11:00:00, last beat 2 h ago"
    })
    void aLateJobIsToldWithItsNumbers(String last, String now, String heard) {
        assertThat(heartbeat(last, "1T08:00:00", now).summary())
                .isEqualTo("[HEARTBEAT] " + heard + ", period 10 min + grace 5 min");
        assertThat(heartbeat("1T09:00:00", "1T08:00:00", "1T09:00:01").summary()).isEmpty();
    }

    @Test
    void aJobThatNeverReportedIsWaitedFor() {
        assertThat(heartbeat("", "1T08:00:00", "1T08:00:01").summary())
                .isEqualTo("waiting for its first call");
        assertThat(heartbeat("", "1T08:00:00", "9T08:00:01").summary())
                .isEqualTo("waiting for its first call");
    }

    @ParameterizedTest
    @CsvSource({"119, 119 s", "120, 2 min"})
    void aJobThatIsQuicklyLateIsToldInSeconds(int seconds, String ago) {
        var spec =
                new CheckSpec.Heartbeat(
                        "t",
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        Optional.empty(),
                        "UTC");
        Statement said =
                HeartbeatRule.statement(
                        spec,
                        Optional.of(new Beat(NOON, Optional.empty())),
                        NOON,
                        Status.DEGRADED,
                        Duration.ZERO,
                        NOON.plusSeconds(seconds));
        assertThat(said.summary()).startsWith("[HEARTBEAT] last beat " + ago + " ago");
    }

    @Test
    void aJobThatSaysItFailedIsDownFromThenOnInItsOwnWords() {
        var spec =
                new CheckSpec.Heartbeat(
                        "t", Duration.ofMinutes(10), Duration.ZERO, Optional.empty(), "UTC");
        Statement said =
                HeartbeatRule.statement(
                        spec,
                        Optional.of(new Beat(NOON, Optional.of("exit 3: disk full"))),
                        NOON,
                        Status.PARTIAL_OUTAGE,
                        Duration.ZERO,
                        NOON.plusSeconds(1));
        assertThat(said)
                .isEqualTo(
                        new Statement(
                                Status.PARTIAL_OUTAGE,
                                "[JOB] exit 3: disk full",
                                NOON,
                                NOON.plusSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "1T01:00:00, 2T01:04:59, OPERATIONAL",
        "1T01:00:00, 2T01:05:00, PARTIAL_OUTAGE",
        "1T01:00:01, 2T01:05:00, PARTIAL_OUTAGE"
    })
    void aScheduleIsReadInItsZone(String last, String now, Status status) {
        var cron = Optional.of("0 3 * * *");
        Statement said = heartbeat(cron, last, "1T00:00:00", now);
        assertThat(said.status()).isEqualTo(status);
        if (status == Status.PARTIAL_OUTAGE) {
            assertThat(said.summary()).contains("due by '0 3 * * *' (Europe/Berlin) + grace 5 min");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MAJOR_OUTAGE, MAJOR_OUTAGE, MAJOR_OUTAGE",
        "MAJOR_OUTAGE, PARTIAL_OUTAGE, PARTIAL_OUTAGE",
        "PARTIAL_OUTAGE, MAJOR_OUTAGE, PARTIAL_OUTAGE",
        "PARTIAL_OUTAGE, DEGRADED, DEGRADED",
        "DEGRADED, MAJOR_OUTAGE, DEGRADED",
        "MAINTENANCE, MAJOR_OUTAGE, MAINTENANCE",
        "OPERATIONAL, MAJOR_OUTAGE, OPERATIONAL",
        "UNKNOWN, MAJOR_OUTAGE, UNKNOWN"
    })
    void aProviderIsNeverWorseThanTheCheckAllows(Status said, Status whenDown, Status status) {
        var page = new CheckSpec.ProviderPage(new ProviderId("cloud"), Optional.empty());
        var view = new ProviderView(said, "Words", Duration.ofSeconds(9));
        Statement statement = ProviderRule.statement(page, Optional.of(view), whenDown, NOON);
        assertThat(statement.status()).isEqualTo(status);
        assertThat(statement.since()).isEqualTo(NOON);
        assertThat(statement.summary())
                .isEqualTo(
                        said == Status.OPERATIONAL
                                ? ""
                                : said == Status.UNKNOWN
                                        ? "[PROVIDER] cloud is not known: Words"
                                        : "[PROVIDER] cloud says " + said + ": Words");
    }

    @Test
    void aProviderThatWasNeverReadIsUnknown() {
        var page = new CheckSpec.ProviderPage(new ProviderId("cloud"), Optional.of("eu"));
        Statement statement =
                ProviderRule.statement(page, Optional.empty(), Status.MAJOR_OUTAGE, NOON);
        assertThat(statement.status()).isEqualTo(Status.UNKNOWN);
        assertThat(statement.summary()).isEqualTo("[PROVIDER] nothing is known of cloud eu");
        var waiting = new ProviderView(Status.UNKNOWN, "", Duration.ZERO);
        statement = ProviderRule.statement(page, Optional.of(waiting), Status.MAJOR_OUTAGE, NOON);
        assertThat(statement.status()).isEqualTo(Status.UNKNOWN);
        assertThat(statement.summary()).isEmpty();
    }
}
