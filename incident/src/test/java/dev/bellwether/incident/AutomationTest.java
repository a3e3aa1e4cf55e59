package dev.bellwether.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Each decision about a service, one by one")
class AutomationTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final IncidentId FRESH = new IncidentId("fresh");
    private static final CheckId HTTP = new CheckId("http");

    @Test
    void anOutageOpensWithItsEvidence() {
        Decision decision = decide(Watched.NOTHING, says(Status.MAJOR_OUTAGE), false);
        assertThat(decision.effects())
                .first()
                .isEqualTo(
                        new ServiceEffect.Open(
                                FRESH, Status.MAJOR_OUTAGE, START.minusSeconds(3), "[STATUS] 503"));
        assertThat(decision.effects()).last().isInstanceOf(ServiceEffect.Note.class);
        assertThat(decision.effects()).hasSize(2);
        assertThat(decision.watched().incident()).contains(FRESH);
    }

    @Test
    void inMaintenanceItIsOnlyNoted() {
        Decision decision = decide(Watched.NOTHING, says(Status.MAJOR_OUTAGE), true);
        assertThat(decision.effects())
                .singleElement()
                .isInstanceOf(ServiceEffect.NoteMaintenance.class);
        assertThat(decision.watched().incident()).isEmpty();
        assertThat(decide(decision.watched(), new ServiceEvent.Look(), false).effects())
                .first()
                .isInstanceOf(ServiceEffect.Open.class);
    }

    @Test
    void aWellServiceSaysNothing() {
        Decision decision = decide(Watched.NOTHING, says(Status.OPERATIONAL), false);
        assertThat(decision.effects()).isEmpty();
        assertThat(decision.watched().wellSince()).contains(START.minusSeconds(3));
    }

    @Test
    void theStatusOfAServiceIsTheWorstOfWhatCounts() {
        Watched down = decide(Watched.NOTHING, says(Status.PARTIAL_OUTAGE), true).watched();
        assertThat(StatusOf.service(Watched.NOTHING, List.of(), false).status())
                .isEqualTo(Status.OPERATIONAL);
        assertThat(StatusOf.service(down, List.of(), false).status())
                .isEqualTo(Status.PARTIAL_OUTAGE);
        assertThat(StatusOf.service(down, List.of(), true).status()).isEqualTo(Status.MAINTENANCE);
        var said = List.of(new StatusOf.Said("Fire", Status.MAJOR_OUTAGE));
        assertThat(StatusOf.service(down, said, true))
                .isEqualTo(new StatusOf(Status.MAJOR_OUTAGE, "incident 'Fire'"));
        Watched paused =
                decide(down, new ServiceEvent.CheckKept(HTTP, "http", true), true).watched();
        assertThat(StatusOf.service(paused, List.of(), false).status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void aNewCheckDoesNotMakeAServiceUnknownThatOthersKnow() {
        var added = new ServiceEvent.CheckKept(new CheckId("new"), "new", false);
        Watched alone = decide(Watched.NOTHING, added, false).watched();
        assertThat(StatusOf.service(alone, List.of(), false).status()).isEqualTo(Status.UNKNOWN);
        Watched up = decide(Watched.NOTHING, says(Status.OPERATIONAL), false).watched();
        Watched both = decide(up, added, false).watched();
        assertThat(StatusOf.service(both, List.of(), false).status()).isEqualTo(Status.OPERATIONAL);
        Watched down = decide(both, says(Status.PARTIAL_OUTAGE), false).watched();
        assertThat(StatusOf.service(down, List.of(), false).status())
                .isEqualTo(Status.PARTIAL_OUTAGE);
        Watched blind = decide(both, says(Status.UNKNOWN), false).watched();
        assertThat(StatusOf.service(blind, List.of(), false).status())
                .as("what was known and cannot be told any more")
                .isEqualTo(Status.UNKNOWN);
    }

    @Test
    void lengthsAreSaidAsPeopleSayThem() {
        assertThat(
                        Map.of(
                                Words.length(Duration.ofSeconds(20)), 1,
                                Words.length(Duration.ofMinutes(1)), 2,
                                Words.length(Duration.ofMinutes(185)), 3,
                                Words.length(Duration.ofHours(49)), 4))
                .containsOnlyKeys(
                        "less than a minute", "1 minute", "3 hours 5 minutes", "2 days 1 hour");
    }

    private static Decision decide(Watched before, ServiceEvent event, boolean maintenance) {
        var service =
                new Service(
                        World.API, World.ACME, "API", "", IncidentPolicy.DEFAULT, Optional.empty());
        return Automation.on(
                before,
                event,
                new Surroundings(
                        service,
                        maintenance,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Kin.NONE,
                        FRESH),
                START);
    }

    private static ServiceEvent says(Status status) {
        return new ServiceEvent.Verdict(
                new VerdictChanged(
                        new VerdictId("v"),
                        HTTP,
                        World.API,
                        "http",
                        CheckState.UP,
                        status.isOutage() ? CheckState.DOWN : CheckState.UP,
                        Status.UNKNOWN,
                        status,
                        status.isTrouble() ? "[STATUS] 503" : "",
                        START.minusSeconds(3),
                        START));
    }
}
