package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Impact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.Timings;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Before a check's thresholds are saved one sees what they would have done with its results: the
/// pages they save, and the outages of which nobody would have been told.
class ThresholdsAreTriedOnThePastTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final CheckId FRONT = new CheckId("front");
    private static final IncidentId SLOW = new IncidentId("slow");
    private static final Actor ANN = new Actor(Actor.Kind.PERSON, "ann", "Ann");
    private static final Actor ROBOT = Actor.automation("test", "test");
    private static final Duration BEAT = Duration.ofSeconds(30);

    @OnEachStore
    void aHigherLatencyLimitSavesThePagesOfASlowHour(TestStore test) {
        var past = new Past(test).slowTenMinutes(false);
        CheckBacktest.Outcome outcome = past.tried(check(Optional.of(millis(2_000)), 10_000));
        assertThat(outcome.outagesThen()).isEqualTo(1);
        assertThat(outcome.outagesWould()).isZero();
        assertThat(outcome.pagesSent()).isEqualTo(2);
        assertThat(outcome.pagesSaved()).isEqualTo(2);
        assertThat(outcome.outagesMissed()).isZero();
        assertThat(outcome.changes())
                .singleElement()
                .extracting(CheckBacktest.Changed::incident)
                .isEqualTo(Optional.of(SLOW));
    }

    @OnEachStore
    void whatAPersonTookOnWouldHaveBeenMissed(TestStore test) {
        var past = new Past(test).slowTenMinutes(true);
        CheckBacktest.Outcome outcome = past.tried(check(Optional.of(millis(2_000)), 10_000));
        assertThat(outcome.outagesMissed()).isEqualTo(1);
        assertThat(outcome.changes().getFirst().real()).contains("acknowledged by Ann");
    }

    @OnEachStore
    void theThresholdsOfThenChangeNothing(TestStore test) {
        var past = new Past(test).slowTenMinutes(true);
        CheckBacktest.Outcome outcome = past.tried(check(Optional.of(millis(800)), 10_000));
        assertThat(outcome.outagesWould()).isEqualTo(1);
        assertThat(outcome.pagesSaved()).isZero();
        assertThat(outcome.raisedMore()).isZero();
        assertThat(outcome.changes()).isEmpty();
    }

    @OnEachStore
    void aTighterLimitRaisesWhatWasQuiet(TestStore test) {
        var past = new Past(test).answers(20, 300).answers(20, 600).answers(20, 300);
        assertThat(past.tried(check(Optional.of(millis(500)), 10_000)).raisedMore()).isEqualTo(1);
        assertThat(past.tried(check(Optional.of(millis(700)), 10_000)).raisedMore()).isZero();
    }

    @OnEachStore
    void aShorterTimeoutIsConfirmedByWhatThePlacesSaw(TestStore test) {
        var past = new Past(test).answers(20, 300).answers(10, 1_200).answers(20, 300);
        CheckBacktest.Outcome outcome = past.tried(check(Optional.empty(), 1_000));
        assertThat(outcome.raisedMore()).isEqualTo(1);
        assertThat(outcome.changes().getFirst().what()).contains("[TIMEOUT]");
    }

    @OnEachStore
    void aLongerTimeoutSaysWhatItCannotKnow(TestStore test) {
        var past =
                new Past(test)
                        .answers(5, 300)
                        .fails(4, "[TIMEOUT] no whole answer within 1000 ms")
                        .answers(5, 300);
        assertThat(past.tried(check(Optional.empty(), 5_000)).unsure()).isEqualTo(4);
        assertThat(past.tried(check(Optional.empty(), 1_000)).unsure()).isZero();
    }

    @OnEachStore
    void aStatusThatIsAcceptedNowWasNoFailure(TestStore test) {
        var past =
                new Past(test)
                        .answers(5, 300)
                        .fails(8, "[STATUS] 404 is not in 200-299")
                        .answers(5, 300);
        assertThat(past.tried(check(Optional.empty(), 10_000)).outagesWould()).isEqualTo(1);
        assertThat(past.tried(check("200-299,404")).outagesWould()).isZero();
    }

    @OnEachStore
    void anotherCheckThatWasDownKeepsTheIncident(TestStore test) {
        var past = new Past(test).other(Status.MAJOR_OUTAGE).slowTenMinutes(false);
        assertThat(past.tried(check(Optional.of(millis(2_000)), 10_000)).pagesSaved()).isZero();
    }

    @OnEachStore
    void whatIsNotProbedHasNoPastToTry(TestStore test) {
        Check beats =
                new Check(
                        FRONT,
                        ACME,
                        SHOP,
                        "Night job",
                        new CheckSpec.Heartbeat("t", BEAT, BEAT, Optional.empty(), "UTC"),
                        BEAT,
                        BEAT,
                        Optional.empty(),
                        Status.MAJOR_OUTAGE,
                        Check.Recovery.DEFAULT,
                        List.of(),
                        false);
        assertThatThrownBy(() -> new Past(test).tried(beats))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("thresholds");
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static Check check(Optional<Duration> degradedAbove, long timeout) {
        return check(degradedAbove, timeout, "200-299");
    }

    private static Check check(String statuses) {
        return check(Optional.empty(), 10_000, statuses);
    }

    private static Check check(Optional<Duration> degradedAbove, long timeout, String statuses) {
        return new Check(
                FRONT,
                ACME,
                SHOP,
                "Front page",
                new CheckSpec.Http(
                        "GET",
                        "https://shop.example/",
                        Map.of(),
                        "",
                        statuses,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        5,
                        false),
                BEAT,
                millis(timeout),
                degradedAbove,
                Status.MAJOR_OUTAGE,
                Check.Recovery.DEFAULT,
                List.of(),
                false);
    }

    /// A history written by hand, on the test's clock.
    private static final class Past {
        private final TestStore test;
        private final Instant begin;
        private final List<ProbeResult> results = new ArrayList<>();

        Past(TestStore test) {
            this.test = test;
            this.begin = test.clock().instant();
        }

        Past answers(int beats, long millis) {
            for (int i = 0; i < beats; i++) {
                boolean slow = millis > 800;
                result(
                        slow ? Outcome.DEGRADED : Outcome.UP,
                        millis,
                        slow ? "[LATENCY] " + millis + " ms is above 800 ms" : "");
            }
            return this;
        }

        Past fails(int beats, String message) {
            for (int i = 0; i < beats; i++) {
                result(Outcome.DOWN, -1, message);
            }
            return this;
        }

        private void result(Outcome outcome, long millis, String message) {
            results.add(
                    new ProbeResult(
                            ACME,
                            FRONT,
                            "here",
                            test.clock().instant(),
                            outcome,
                            Timings.total(millis < 0 ? -1 : millis * 1_000),
                            message,
                            false));
            test.clock().move(BEAT);
        }

        /// Twenty slow beats, of which two people were told.
        Past slowTenMinutes(boolean taken) {
            answers(10, 300).answers(3, 900);
            verdict(FRONT, Status.OPERATIONAL, Status.DEGRADED, "[LATENCY] 900 ms");
            incident(IncidentStatus.INVESTIGATING, IncidentChanged.What.OPENED);
            page("p1");
            page("p2");
            if (taken) {
                journal(new AlertChanged(alert(), AlertChanged.What.ACKNOWLEDGED, ANN, "taken"));
            }
            answers(17, 900).answers(3, 300);
            verdict(FRONT, Status.DEGRADED, Status.OPERATIONAL, "");
            incident(IncidentStatus.RESOLVED, IncidentChanged.What.RESOLVED);
            return answers(10, 300);
        }

        Past other(Status status) {
            verdict(new CheckId("other"), Status.OPERATIONAL, status, "[CONNECT] refused");
            return this;
        }

        CheckBacktest.Outcome tried(Check check) {
            return new CheckBacktest(test.store())
                    .run(
                            check,
                            IncidentPolicy.DEFAULT,
                            results,
                            begin.minus(Duration.ofDays(1)),
                            test.clock().instant());
        }

        private void journal(Fact fact) {
            test.store().run(tx -> tx.journal(ACME, fact));
        }

        private void verdict(CheckId check, Status before, Status status, String summary) {
            Instant now = test.clock().instant();
            journal(
                    new VerdictChanged(
                            new VerdictId("v" + now.toEpochMilli()),
                            check,
                            SHOP,
                            "Front page",
                            before.isOutage() ? CheckState.DOWN : CheckState.UP,
                            status.isOutage() ? CheckState.DOWN : CheckState.UP,
                            before,
                            status,
                            summary,
                            now,
                            now));
        }

        private void incident(IncidentStatus status, IncidentChanged.What what) {
            Instant now = test.clock().instant();
            journal(
                    new IncidentChanged(
                            new Incident(
                                    SLOW,
                                    ACME,
                                    "Shop is slow",
                                    status,
                                    Impact.MINOR,
                                    now,
                                    now,
                                    now,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Map.of(SHOP, Status.DEGRADED),
                                    List.of(),
                                    Optional.empty(),
                                    true,
                                    Incident.Wheel.AUTOMATION,
                                    false),
                            what,
                            ROBOT));
        }

        private void page(String id) {
            journal(
                    new PageDue(
                            new DeliveryId(id),
                            new AlertId("alert"),
                            SLOW,
                            Optional.of(new PersonId("ann")),
                            List.of(),
                            0,
                            0,
                            "slow",
                            ""));
        }

        private Alert alert() {
            return new Alert(
                    new AlertId("alert"),
                    ACME,
                    SLOW,
                    new PolicyId("policy"),
                    Alert.State.ACKNOWLEDGED,
                    "slow",
                    "",
                    test.clock().instant(),
                    0,
                    0,
                    Optional.empty(),
                    Optional.of(ANN),
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
