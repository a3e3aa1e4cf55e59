package dev.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.guard.AnswerSettings;
import dev.bellwether.guard.Controls;
import dev.bellwether.guard.QuarantineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// "The guard is set up by `guard.…` and `BELLWETHER_GUARD_…`; all that is wrong is told at once."
class GuardConfigurationTest {
    @Test
    void withoutAnUpstreamThereIsNone() {
        GuardConfig standard = load(Map.of());
        assertThat(standard)
                .isEqualTo(
                        new GuardConfig(
                                List.of(),
                                new GuardConfig.Endpoint("127.0.0.1", 8_124),
                                0,
                                0,
                                0,
                                Duration.ofSeconds(60),
                                "default",
                                "",
                                Controls.Mode.FULL,
                                new GuardConfig.Endpoint("127.0.0.1", 8_125),
                                "",
                                "",
                                true,
                                new AnswerSettings(
                                        AnswerSettings.Share.QUEUED, Duration.ZERO, 32L << 20),
                                true,
                                QuarantineSettings.standard()));
        assertThat(standard.isSet()).isFalse();
    }

    @Test
    void eachSettingHasItsPlace() {
        GuardConfig config =
                load(
                        Map.of(
                                "BELLWETHER_GUARD_UPSTREAM", "http://a:8123, http://b:8123",
                                "BELLWETHER_GUARD_LISTEN", "[::]:9000",
                                "BELLWETHER_GUARD_MEMORY_LIMIT", "64 GB",
                                "BELLWETHER_GUARD_RESERVE", "8 GB",
                                "BELLWETHER_GUARD_PROBE", "256 MB",
                                "BELLWETHER_GUARD_QUEUE_TIME", "5m",
                                "BELLWETHER_GUARD_USER", "guard",
                                "BELLWETHER_GUARD_PASSWORD", "s3cret",
                                "BELLWETHER_GUARD_MODE", "observe",
                                "BELLWETHER_GUARD_ADMIN_TOKEN", "t0ken"));
        assertThat(config.upstream()).containsExactly("http://a:8123", "http://b:8123");
        assertThat(config.listen()).isEqualTo(new GuardConfig.Endpoint("::", 9_000));
        assertThat(config.settings(Path.of("data")))
                .satisfies(settings -> {
                    assertThat(settings.limit()).isEqualTo(64L << 30);
                    assertThat(settings.reserve()).isEqualTo(8L << 30);
                    assertThat(settings.probe()).isEqualTo(256L << 20);
                    assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(5));
                    assertThat(settings.mode()).isEqualTo(Controls.Mode.OBSERVE);
                    assertThat(settings.folder()).contains(Path.of("data", "guard"));
                });
        assertThat(config.toString()).doesNotContain("s3cret").doesNotContain("t0ken");
        assertThat(config.settings(Path.of("data")).toString()).doesNotContain("s3cret");
    }

    @Test
    void answersAreSharedAndKeptAsItSays() {
        GuardConfig config =
                load(
                        Map.of(
                                "BELLWETHER_GUARD_UPSTREAM", "http://ch1:8123",
                                "BELLWETHER_GUARD_SHARE_READS", "running",
                                "BELLWETHER_GUARD_STALE_ANSWERS", "10m",
                                "BELLWETHER_GUARD_ANSWER_MEMORY", "8 MB"));
        assertThat(config.settings(Path.of("data")).answers())
                .isEqualTo(
                        new AnswerSettings(
                                AnswerSettings.Share.RUNNING, Duration.ofMinutes(10), 8L << 20));
    }

    @Test
    void whoStandsAccusedIsHeldApartAsItSays() {
        GuardConfig config =
                load(
                        Map.of(
                                "BELLWETHER_GUARD_UPSTREAM", "http://ch1:8123",
                                "BELLWETHER_GUARD_QUARANTINE", "automatic",
                                "BELLWETHER_GUARD_QUARANTINE_TIME", "30m",
                                "BELLWETHER_GUARD_QUARANTINE_ROOM", "5",
                                "BELLWETHER_GUARD_QUARANTINE_QUERIES", "1"));
        assertThat(config.settings(Path.of("data")).quarantine())
                .isEqualTo(
                        new QuarantineSettings(
                                QuarantineSettings.Mode.AUTOMATIC, Duration.ofMinutes(30), 5, 1));
    }

    @Test
    void whatHeavyQueriesDegradeIsNamed() {
        GuardConfig config =
                load(
                        Map.of(
                                "BELLWETHER_GUARD_SERVICE", "Campaign Reports",
                                "BELLWETHER_GUARD_PUBLISHED", "false",
                                "BELLWETHER_GUARD_SHARE", "false"));
        assertThat(config.service()).isEqualTo("Campaign Reports");
        assertThat(config.published()).isFalse();
        assertThat(config.share()).isFalse();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        BadConfiguration bad =
                catchThrowableOfType(
                        BadConfiguration.class,
                        () ->
                                load(
                                        Map.of(
                                                "BELLWETHER_GUARD_UPSTREAM", "localhost:8123",
                                                "BELLWETHER_GUARD_LISTEN", "8124",
                                                "BELLWETHER_GUARD_ADMIN", "0.0.0.0:8125",
                                                "BELLWETHER_GUARD_MODE", "on",
                                                "BELLWETHER_GUARD_MEMORY_LIMIT", "1 GB",
                                                "BELLWETHER_GUARD_RESERVE", "2 GB")));
        assertThat(bad.problems())
                .hasSize(5)
                .anyMatch(p -> p.contains("guard.upstream: 'localhost:8123' is not a list of"))
                .anyMatch(p -> p.contains("guard.listen: '8124' is not a host and a port"))
                .anyMatch(p -> p.contains("guard.admin: '0.0.0.0:8125' is not a host of this"))
                .anyMatch(p -> p.contains("guard.mode: 'on' is not one of off, observe, light"))
                .anyMatch(p -> p.contains("guard.reserve: '2 GB' leaves nothing of"));
    }

    @Test
    void aProbeLargerThanTheRoomAndAPortThatIsNoneAreRefused() {
        BadConfiguration bad =
                catchThrowableOfType(
                        BadConfiguration.class,
                        () ->
                                load(
                                        Map.of(
                                                "BELLWETHER_GUARD_LISTEN", "a:70000",
                                                "BELLWETHER_GUARD_MEMORY_LIMIT", "1 GB",
                                                "BELLWETHER_GUARD_PROBE", "900 MB")));
        assertThat(bad.problems())
                .hasSize(2)
                .anyMatch(p -> p.contains("guard.listen: '70000' is not a port"))
                .anyMatch(p -> p.contains("guard.probe: '900 MB' is more than"));
    }

    private static GuardConfig load(Map<String, String> environment) {
        return Settings.of(Configuration.load(Optional.empty(), environment)).guard();
    }
}
