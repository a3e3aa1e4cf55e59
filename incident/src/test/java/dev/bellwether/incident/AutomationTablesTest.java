package dev.bellwether.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.Incident.Wheel;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.Service;
import dev.bellwether.model.Status;
import dev.bellwether.model.UpdateId;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What automation says of an open incident: better, worse, recovering, over")
class AutomationTablesTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final IncidentId OPEN = new IncidentId("open");
    private static final CheckId HTTP = new CheckId("http");
    private static final CheckId PING = new CheckId("ping");
    private static final Duration RESOLVE = Duration.ofMinutes(2);

    private IncidentPolicy.Publish publish = IncidentPolicy.Publish.AT_ONCE;
    private boolean openOnDegraded = true;
    private Duration openAfter = Duration.ofMinutes(1);
    private Wheel wheel = Wheel.AUTOMATION;
    private boolean maintenance;
    private boolean othersTroubled;
    private IncidentStatus status = IncidentStatus.INVESTIGATING;
    private Status said = Status.MAJOR_OUTAGE;
    private Optional<Instant> monitoringAt = Optional.empty();

    @ParameterizedTest
    @CsvSource({
        "INVESTIGATING, MAJOR_OUTAGE,   MAJOR_OUTAGE,   ",
        "INVESTIGATING, MAJOR_OUTAGE,   PARTIAL_OUTAGE, BETTER",
        "INVESTIGATING, MAJOR_OUTAGE,   DEGRADED,       BETTER",
        "INVESTIGATING, PARTIAL_OUTAGE, MAJOR_OUTAGE,   WORSE",
        "INVESTIGATING, DEGRADED,       PARTIAL_OUTAGE, WORSE",
        "IDENTIFIED,    DEGRADED,       DEGRADED,       ",
        "INVESTIGATING, OPERATIONAL,    DEGRADED,       WORSE",
        "INVESTIGATING, UNKNOWN,        DEGRADED,       WORSE",
        "MONITORING,    MAJOR_OUTAGE,   MAJOR_OUTAGE,   AGAIN",
        "MONITORING,    MAJOR_OUTAGE,   DEGRADED,       AGAIN",
        "MONITORING,    OPERATIONAL,    DEGRADED,       AGAIN",
    })
    void whatIsSaidFollowsWhatIsSeen(
            IncidentStatus stands, Status saidBefore, Status seen, ServiceEffect.Saying says) {
        status = stands;
        said = saidBefore;
        Decision decision = on(joined(HTTP, Status.MAJOR_OUTAGE), says(HTTP, seen), START);
        assertThat(spoken(decision))
                .isEqualTo(
                        says == null
                                ? List.of()
                                : List.of(new ServiceEffect.Say(OPEN, says, seen)));
        wheel = Wheel.PERSON;
        assertThat(spoken(on(joined(HTTP, Status.MAJOR_OUTAGE), says(HTTP, seen), START)))
                .isEmpty();
        wheel = Wheel.AUTOMATION;
        maintenance = true;
        assertThat(spoken(on(joined(HTTP, Status.MAJOR_OUTAGE), says(HTTP, seen), START)))
                .isEmpty();
    }

    @Test
    void theWorstCheckIsWhatIsSaidAndARecoveringOneHoldsItsPlace() {
        Watched two =
                on(joined(HTTP, Status.MAJOR_OUTAGE), says(PING, Status.DEGRADED), START).watched();
        Decision better = on(two, says(HTTP, Status.OPERATIONAL), START);
        assertThat(spoken(better))
                .containsExactly(
                        new ServiceEffect.Say(OPEN, ServiceEffect.Saying.BETTER, Status.DEGRADED));
        Decision recovering = on(two, recovers(HTTP, Status.MAJOR_OUTAGE), START);
        assertThat(spoken(recovering)).isEmpty();
        Decision both = on(recovering.watched(), recovers(PING, Status.DEGRADED), START);
        assertThat(spoken(both))
                .containsExactly(
                        new ServiceEffect.Say(
                                OPEN, ServiceEffect.Saying.MONITORING, Status.MAJOR_OUTAGE));
    }

    @Test
    void aCheckThatWentBlindHoldsTheIncidentWhereItIs() {
        Watched down = joined(HTTP, Status.MAJOR_OUTAGE);
        Decision blind = on(down, says(HTTP, Status.UNKNOWN), START);
        assertThat(spoken(blind)).isEmpty();
        assertThat(blind.watched().incident()).contains(OPEN);
        assertThat(blind.watched().due()).isEmpty();
        assertThat(blind.watched().troubleSince()).isEqualTo(down.troubleSince());
        Decision other = on(blind.watched(), says(PING, Status.OPERATIONAL), START);
        assertThat(spoken(other)).isEmpty();
        Decision later =
                on(other.watched(), new ServiceEvent.Look(), START.plus(Duration.ofHours(1)));
        assertThat(spoken(later)).isEmpty();
        assertThat(later.watched().incident()).contains(OPEN);
    }

    @Test
    void recoveryIsWatchedForItsTimeAndThenOver() {
        Decision well =
                on(joined(HTTP, Status.MAJOR_OUTAGE), says(HTTP, Status.OPERATIONAL), START);
        Instant since = START.minusSeconds(3);
        assertThat(spoken(well))
                .containsExactly(
                        new ServiceEffect.Say(
                                OPEN, ServiceEffect.Saying.MONITORING, Status.OPERATIONAL));
        assertThat(well.watched().wellSince()).contains(since);
        assertThat(well.watched().due()).contains(since.plus(RESOLVE));
        status = IncidentStatus.MONITORING;
        Decision early =
                on(well.watched(), new ServiceEvent.Look(), since.plus(RESOLVE).minusNanos(1_000));
        assertThat(early.effects()).isEmpty();
        assertThat(early.watched().due()).contains(since.plus(RESOLVE));
        Decision over = on(well.watched(), new ServiceEvent.Look(), since.plus(RESOLVE));
        assertThat(over.effects()).containsExactly(new ServiceEffect.Resolve(OPEN, since));
        assertThat(over.watched().incident()).isEmpty();
        assertThat(over.watched().ended())
                .contains(new Watched.Ended(OPEN, since.plus(RESOLVE), true));
        assertThat(over.watched().due()).isEmpty();
    }

    @Test
    void anotherServiceStillInTroubleKeepsItOpen() {
        othersTroubled = true;
        Decision well =
                on(joined(HTTP, Status.MAJOR_OUTAGE), says(HTTP, Status.OPERATIONAL), START);
        assertThat(spoken(well)).isEmpty();
        assertThat(well.watched().due()).isPresent();
        Decision later = on(well.watched(), new ServiceEvent.Look(), START.plus(RESOLVE));
        assertThat(spoken(later)).isEmpty();
        assertThat(later.watched().incident()).contains(OPEN);
        assertThat(later.watched().due()).isEmpty();
        othersTroubled = false;
        assertThat(on(later.watched(), new ServiceEvent.Look(), START.plus(RESOLVE)).effects())
                .containsExactly(new ServiceEffect.Resolve(OPEN, START.minusSeconds(3)));
    }

    @ParameterizedTest
    @CsvSource({"0, false", "599, false", "600, true", "601, true"})
    void monitoringIsNotSaidAgainWithinTenMinutes(long secondsAfter, boolean says) {
        monitoringAt = Optional.of(START.minusSeconds(secondsAfter));
        Decision well =
                on(joined(HTTP, Status.MAJOR_OUTAGE), says(HTTP, Status.OPERATIONAL), START);
        assertThat(spoken(well)).hasSize(says ? 1 : 0);
    }

    @Test
    void inMaintenanceRecoveryIsNotAnnouncedButEnds() {
        maintenance = true;
        Decision well =
                on(joined(HTTP, Status.MAJOR_OUTAGE), says(HTTP, Status.OPERATIONAL), START);
        assertThat(spoken(well)).isEmpty();
        assertThat(on(well.watched(), new ServiceEvent.Look(), START.plus(RESOLVE)).effects())
                .containsExactly(new ServiceEffect.Resolve(OPEN, START.minusSeconds(3)));
    }

    @Test
    void aPersonIsToldOnceWhatAutomationWouldHaveDone() {
        wheel = Wheel.PERSON;
        Decision well =
                on(joined(HTTP, Status.MAJOR_OUTAGE), says(HTTP, Status.OPERATIONAL), START);
        assertThat(well.effects()).hasSize(1); // the check's own line
        assertThat(well.watched().due()).contains(START.minusSeconds(3).plus(RESOLVE));
        Decision told = on(well.watched(), new ServiceEvent.Look(), START.plus(RESOLVE));
        assertThat(told.effects())
                .singleElement()
                .isInstanceOfSatisfying(
                        ServiceEffect.Note.class,
                        note ->
                                assertThat(note.text())
                                        .startsWith("Automation would have resolved"));
        assertThat(told.watched().told()).isTrue();
        assertThat(on(told.watched(), new ServiceEvent.Look(), START.plus(RESOLVE)).effects())
                .isEmpty();
        Watched worse =
                on(told.watched(), says(HTTP, Status.DEGRADED), START.plus(RESOLVE)).watched();
        assertThat(worse.told()).isFalse();
    }

    @Test
    void aPausedCheckThatWasTheLastLeavesTheIncidentToAPerson() {
        Watched down = joined(HTTP, Status.MAJOR_OUTAGE);
        var pause = new ServiceEvent.CheckKept(HTTP, "http", true);
        Decision paused = on(down, pause, START);
        assertThat(paused.effects()).last().isEqualTo(new ServiceEffect.LeaveToPerson(OPEN));
        assertThat(paused.watched().due()).isEmpty();
        assertThat(on(down, new ServiceEvent.CheckGone(HTTP), START).effects())
                .last()
                .isEqualTo(new ServiceEffect.LeaveToPerson(OPEN));
        Watched two = on(down, says(PING, Status.DEGRADED), START).watched();
        assertThat(spoken(on(two, pause, START)))
                .containsExactly(
                        new ServiceEffect.Say(OPEN, ServiceEffect.Saying.BETTER, Status.DEGRADED));
        wheel = Wheel.PERSON;
        assertThat(on(down, pause, START).effects())
                .singleElement()
                .isInstanceOf(ServiceEffect.Note.class);
    }

    @Test
    void aWheelThatWasReturnedIsDrivenThoughNoSignalJoinedBefore() {
        Watched well = on(Watched.NOTHING, says(HTTP, Status.OPERATIONAL), START, false).watched();
        Decision returned = on(well, new ServiceEvent.Look(), START.plus(RESOLVE));
        assertThat(returned.effects())
                .containsExactly(new ServiceEffect.Resolve(OPEN, START.minusSeconds(3)));
        wheel = Wheel.PERSON;
        assertThat(on(well, new ServiceEvent.Look(), START.plus(RESOLVE)).watched().incident())
                .isEmpty();
    }

    @Test
    void troubleOpensAtItsTimeAndNotBefore() {
        Decision seen = on(Watched.NOTHING, says(HTTP, Status.MAJOR_OUTAGE), START, false);
        Instant opens = START.minusSeconds(3).plus(openAfter);
        assertThat(seen.effects()).isEmpty();
        assertThat(seen.watched().due()).contains(opens);
        assertThat(
                        on(seen.watched(), new ServiceEvent.Look(), opens.minusNanos(1_000), false)
                                .effects())
                .isEmpty();
        Decision open = on(seen.watched(), new ServiceEvent.Look(), opens, false);
        assertThat(open.effects())
                .first()
                .isEqualTo(
                        new ServiceEffect.Open(
                                new IncidentId("fresh"),
                                Status.MAJOR_OUTAGE,
                                START.minusSeconds(3),
                                "[STATUS] 503"));
        publish = IncidentPolicy.Publish.NEVER;
        assertThat(on(seen.watched(), new ServiceEvent.Look(), opens, false).effects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, DEGRADED, true", "false, DEGRADED, false", "false, PARTIAL_OUTAGE, true"})
    void whatCountsIsThePolicys(boolean onDegraded, Status seen, boolean opens) {
        openOnDegraded = onDegraded;
        openAfter = Duration.ZERO;
        Decision decision = on(Watched.NOTHING, says(HTTP, seen), START, false);
        assertThat(decision.watched().incident().isPresent()).isEqualTo(opens);
        assertThat(decision.watched().troubleSince().isPresent()).isEqualTo(opens);
    }

    @Test
    void whatAPersonDismissedOpensOnlyWhenItIsWorseOrWasWell() {
        openAfter = Duration.ZERO;
        said = Status.DEGRADED;
        Watched down = joined(HTTP, Status.DEGRADED);
        Watched dismissed = on(down, new ServiceEvent.Closed(OPEN, true), START, false).watched();
        assertThat(dismissed.dismissed()).contains(Status.DEGRADED);
        assertThat(on(dismissed, new ServiceEvent.Look(), START, false).effects()).isEmpty();
        assertThat(on(dismissed, says(HTTP, Status.PARTIAL_OUTAGE), START, false).effects())
                .first()
                .isInstanceOf(ServiceEffect.Open.class);
        Watched well = on(dismissed, says(HTTP, Status.OPERATIONAL), START, false).watched();
        assertThat(well.dismissed()).isEmpty();
        assertThat(on(well, says(HTTP, Status.DEGRADED), START, false).effects())
                .first()
                .isInstanceOf(ServiceEffect.Open.class);
    }

    private Watched joined(CheckId check, Status status) {
        Watched seen = on(Watched.NOTHING, says(check, status), START, false).watched();
        return seen.joined(OPEN);
    }

    private Decision on(Watched before, ServiceEvent event, Instant now) {
        return on(before, event, now, true);
    }

    private Decision on(Watched before, ServiceEvent event, Instant now, boolean isOpen) {
        var policy = new IncidentPolicy(publish, openOnDegraded, openAfter, RESOLVE, false);
        var service = new Service(World.API, World.ACME, "API", "", policy, Optional.empty());
        return Automation.on(
                before,
                event,
                new Surroundings(
                        service,
                        maintenance,
                        isOpen ? Optional.of(incident()) : Optional.empty(),
                        Optional.empty(),
                        othersTroubled,
                        Kin.NONE,
                        new IncidentId("fresh")),
                now);
    }

    private Incident incident() {
        Incident open =
                Manuscript.fresh(World.ACME, OPEN, "API is down", START, true, wheel, false, START)
                        .impact(Impact.MAJOR)
                        .say(
                                new UpdateId("u"),
                                status,
                                Map.of(World.API, said),
                                "b",
                                monitoringAt.orElse(START.minusSeconds(3_600)),
                                Actor.automation("test", "test"),
                                id -> "API")
                        .done();
        return new Incident(
                open.id(),
                open.organization(),
                open.name(),
                open.status(),
                open.impact(),
                open.createdAt(),
                open.startedAt(),
                open.updatedAt(),
                monitoringAt,
                open.resolvedAt(),
                open.affected(),
                open.updates(),
                open.postmortem(),
                open.published(),
                open.wheel(),
                open.backfilled());
    }

    /// All but evidence.
    private static List<ServiceEffect> spoken(Decision decision) {
        return decision.effects().stream()
                .filter(effect ->
                        !(effect instanceof ServiceEffect.Note)
                                && !(effect instanceof ServiceEffect.NoteMaintenance))
                .toList();
    }

    private static ServiceEvent says(CheckId check, Status status) {
        return verdict(
                check,
                status,
                status == Status.UNKNOWN
                        ? CheckState.UNKNOWN
                        : status.isOutage() ? CheckState.DOWN : CheckState.UP);
    }

    private static ServiceEvent recovers(CheckId check, Status status) {
        return verdict(check, status, CheckState.RECOVERING);
    }

    private static ServiceEvent verdict(CheckId check, Status status, CheckState to) {
        return new ServiceEvent.Verdict(
                new VerdictChanged(
                        new VerdictId("v"),
                        check,
                        World.API,
                        check.value(),
                        CheckState.UP,
                        to,
                        Status.UNKNOWN,
                        status,
                        status.isTrouble() ? "[STATUS] 503" : "",
                        START.minusSeconds(3),
                        START));
    }
}
