package dev.bellwether.oncall;

import static dev.bellwether.oncall.Office.ACME;
import static dev.bellwether.oncall.Office.POLICY;
import static dev.bellwether.oncall.Office.someone;
import static dev.bellwether.oncall.Office.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Hurry;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Person;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.QuietHours;
import dev.bellwether.model.Role;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.Status;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Before a policy is saved one sees what it would have done last month: the pages it saves, and
/// the outages of which nobody would have heard.
class APolicyIsTriedOnThePastTest {
    private static final Actor BOB = Actor.person(someone("bob", Role.RESPONDER, true));

    @OnEachStore
    void thePolicyAsItIsChangesNothing(TestStore test) {
        var office = bobTakesItAfterTwoMinutes(test);
        PolicyBacktest.Outcome outcome = tried(office, office.room.policies().get(ACME, POLICY));
        assertThat(outcome.alerts()).isEqualTo(1);
        assertThat(outcome.pagesSent()).isEqualTo(2);
        assertThat(outcome.pagesWould()).isEqualTo(2);
        assertThat(outcome.changes()).isEmpty();
    }

    @OnEachStore
    void whoeverTookItIsPagedFirstAndTheOtherSleeps(TestStore test) {
        var office = bobTakesItAfterTwoMinutes(test);
        PolicyBacktest.Outcome outcome =
                tried(office, policy(Hurry.HIGH, step(Duration.ofMinutes(5), "bob")));
        assertThat(outcome.pagesSaved()).isEqualTo(1);
        assertThat(outcome.outagesMissed()).isZero();
        assertThat(outcome.changes())
                .singleElement()
                .satisfies(changed -> {
                    assertThat(changed.pagesSent()).isEqualTo(2);
                    assertThat(changed.pagesWould()).isEqualTo(1);
                    assertThat(changed.real()).contains("acknowledged by bob");
                });
    }

    @OnEachStore
    void withoutThePersonWhoTookItNobodyDoesAndPagesAreAdded(TestStore test) {
        var office = bobTakesItAfterTwoMinutes(test);
        PolicyBacktest.Outcome outcome =
                tried(office, policy(Hurry.HIGH, step(Duration.ofMinutes(5), "ann")));
        // Ann, then the owner as the last resort; it is over before the owner is paged again.
        assertThat(outcome.pagesWould()).isGreaterThanOrEqualTo(2);
        assertThat(outcome.toldLater()).isZero();
    }

    @OnEachStore
    void anOutageThatEndsInQuietHoursWouldHaveBeenMissed(TestStore test) {
        var office = bobTakesItAfterTwoMinutes(test);
        Person ann = someone("ann", Role.RESPONDER, true);
        LocalTime start =
                office.now().minus(Duration.ofHours(2)).atZone(ZoneOffset.UTC).toLocalTime();
        office.hire(
                new Person(
                        ann.id(),
                        ACME,
                        ann.name(),
                        ann.email(),
                        ann.role(),
                        true,
                        ann.contacts(),
                        List.of(),
                        Optional.of(
                                new QuietHours(
                                        ZoneOffset.UTC, start, start.plus(Duration.ofHours(12))))));
        PolicyBacktest.Outcome outcome =
                tried(office, policy(Hurry.LOW, step(Duration.ofMinutes(5), "ann")));
        assertThat(outcome.outagesMissed()).isEqualTo(1);
        assertThat(outcome.pagesSaved()).isEqualTo(2);
        assertThat(outcome.toldLater()).isEqualTo(1);
        assertThat(outcome.changes()).first().matches(PolicyBacktest.Changed::missed);
    }

    @OnEachStore
    void whatNobodyTouchedIsRealWhenTheServiceWasDown(TestStore test) {
        var office = new Office(test).annThenBob();
        office.journal(
                new ServiceStatusChanged(
                        Office.API, Status.OPERATIONAL, Status.MAJOR_OUTAGE, office.now(), "down"));
        office.opened().pass(Duration.ofMinutes(1)).resolved();
        PolicyBacktest.Outcome outcome =
                tried(
                        office,
                        policy(
                                Hurry.HIGH,
                                new Step(
                                        List.of(new Target.ToWebhook("https://example.com/hook")),
                                        Duration.ofMinutes(5))));
        assertThat(outcome.outagesMissed()).as("no person would have heard").isEqualTo(1);
        assertThat(outcome.changes().getFirst().real()).contains("a service was in an outage");
    }

    @OnEachStore
    void anotherPolicysAlertsAreNotItsOwnButANewPolicyIsTriedOnAll(TestStore test) {
        var office = bobTakesItAfterTwoMinutes(test);
        office.policy(new PolicyId("other"), "ann");
        assertThat(tried(office, office.room.policies().get(ACME, new PolicyId("other"))).alerts())
                .isZero();
        var fresh =
                new EscalationPolicy(
                        new PolicyId("new"),
                        ACME,
                        "New",
                        List.of(step(Duration.ofMinutes(5), "bob")),
                        0);
        assertThat(tried(office, fresh).alerts()).isEqualTo(1);
    }

    @OnEachStore
    void aPolicyThatCouldNotBeSavedIsNotTried(TestStore test) {
        var office = new Office(test).annThenBob();
        assertThatThrownBy(
                        () -> tried(office, policy(Hurry.HIGH, step(Duration.ofMinutes(5), "eve"))))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("'eve'");
    }

    /// Ann is paged, five minutes later Bob, who takes it after two; over ten minutes later.
    private static Office bobTakesItAfterTwoMinutes(TestStore test) {
        var office =
                new Office(test)
                        .annThenBob()
                        .opened()
                        .pass(Duration.ofMinutes(5))
                        .pass(Duration.ofMinutes(2));
        office.room.alerts().acknowledge(ACME, office.id(), BOB);
        return office.pass(Duration.ofMinutes(10)).resolved();
    }

    private static EscalationPolicy policy(Hurry hurry, Step... steps) {
        return new EscalationPolicy(
                POLICY, ACME, "Shop", List.of(steps), 0, hurry, Optional.empty(), List.of());
    }

    private static PolicyBacktest.Outcome tried(Office office, EscalationPolicy policy) {
        Instant now = office.now();
        return office.room.backtest().run(policy, now.minus(Duration.ofDays(30)), now);
    }
}
