package dev.bellwether.oncall;

import static dev.bellwether.oncall.Office.ACME;
import static dev.bellwether.oncall.Office.API;
import static dev.bellwether.oncall.Office.CLERK;
import static dev.bellwether.oncall.Office.POLICY;
import static dev.bellwether.oncall.Office.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.IncidentPolicy;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.store.Line;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The promise of the last resort, one test a sentence, with time moved forward: whatever is wrong,
/// as long as an alert is open and nobody has it, somebody is told again.
class ItNeverEndsInSilenceTest {
    private static final Actor ANN = Actor.person(Office.someone("ann", Role.RESPONDER, true));

    @OnEachStore
    void afterTheLastRoundTheOwnersAndTheChannelAreToldTogether(TestStore test) {
        var office = withLastResort(test).opened();
        office.pass(Duration.ofMinutes(5));
        assertThat(office.paged()).containsExactly("ann", "webhook", "olga");
        assertThat(
                        office.facts(PageDue.class).stream()
                                .flatMap(page -> page.methods().stream())
                                .map(ContactMethod::channel))
                .containsExactly(Channel.EMAIL, Channel.SLACK, Channel.EMAIL);
        assertThat(office.said()).last().isEqualTo("last resort: the owners are paged");
    }

    @OnEachStore
    void aWholeNightHasNoHalfHourInWhichNobodyIsTold(TestStore test) {
        var office = withLastResort(test).opened();
        for (int minute = 0; minute < 12 * 60; minute += 5) {
            office.pass(Duration.ofMinutes(5));
        }
        List<Instant> told =
                test.store().journal().read(0, 10_000).stream()
                        .filter(line ->
                                line.fact() instanceof PageDue page && page.person().isPresent())
                        .map(Line::at)
                        .toList();
        for (int i = 1; i < told.size(); i++) {
            assertThat(Duration.between(told.get(i - 1), told.get(i)))
                    .isLessThanOrEqualTo(Steps.RESORT_AGAIN);
        }
        assertThat(Duration.between(told.getLast(), office.now()))
                .isLessThanOrEqualTo(Steps.RESORT_AGAIN);
        office.room.alerts().acknowledge(ACME, office.id(), ANN);
        int before = office.paged().size();
        office.pass(Duration.ofHours(6));
        assertThat(office.paged()).as("somebody has it").hasSize(before);
    }

    @OnEachStore
    void anOwnerWhoBecomesReachableLaterIsToldWithinMinutes(TestStore test) {
        var office = withLastResort(test).opened();
        office.hire("olga", Role.OWNER, false);
        office.pass(Duration.ofMinutes(5));
        assertThat(office.said()).last().asString().contains("no owner can be reached");
        assertThat(office.room.unheard()).isEqualTo(1);
        office.hire("zoe", Role.OWNER, true).pass(Duration.ofMinutes(30));
        assertThat(office.paged()).last().isEqualTo("zoe");
    }

    @OnEachStore
    void aLastResortThatDoesNotArriveIsTriedAgainInFiveMinutes(TestStore test) {
        var office = withLastResort(test).opened().pass(Duration.ofMinutes(5));
        for (PageDue page : office.facts(PageDue.class)) {
            office.delivery(page, DeliveryChanged.State.FAILED);
        }
        int before = office.paged().size();
        office.pass(Duration.ofMinutes(5));
        assertThat(office.paged()).hasSizeGreaterThan(before);
    }

    @OnEachStore
    void aPolicyThatIsGoneMeanwhileLeavesTheOwners(TestStore test) {
        var office = withLastResort(test).opened();
        office.journal(service(Optional.empty()));
        office.run();
        office.room.policies().remove(ACME, POLICY, CLERK);
        office.pass(Duration.ofMinutes(5));
        assertThat(office.paged()).last().isEqualTo("olga");
    }

    @OnEachStore
    void whoeverLeavesInTheMiddleIsPassedOverAtOnce(TestStore test) {
        var office = new Office(test).annThenBob().opened();
        office.hire("bob", Role.RESPONDER, false);
        office.pass(Duration.ofMinutes(5));
        // Bob's step is skipped, and the second round begins with Ann at once.
        assertThat(office.paged()).containsExactly("ann", "ann");
        assertThat(office.said()).anyMatch(note -> note.contains("nobody can be reached, skipped"));
    }

    @OnEachStore
    void aProcessThatDiedGoesOnWhereItStood(TestStore test) {
        var office = withLastResort(test).opened().restart().pass(Duration.ofMinutes(5));
        assertThat(office.paged()).containsExactly("ann", "webhook", "olga");
        office.restart().pass(Steps.RESORT_AGAIN);
        assertThat(office.paged()).last().isEqualTo("olga");
        assertThat(office.paged()).hasSize(5);
        assertThat(office.alert().state()).isEqualTo(Alert.State.TRIGGERED);
    }

    /// Ann; five minutes later the team's chat and the owner.
    private static Office withLastResort(TestStore test) {
        var office = new Office(test);
        office.room
                .policies()
                .save(
                        new EscalationPolicy(
                                POLICY,
                                ACME,
                                "Shop",
                                List.of(step(Duration.ofMinutes(5), "ann")),
                                0,
                                EscalationPolicy.Hurry.HIGH,
                                Optional.empty(),
                                List.of(new Target.ToChannel(Channel.SLACK, "C012AB3CD"))),
                        CLERK);
        office.journal(service(Optional.of(POLICY)));
        return office.run();
    }

    private static ServiceChanged service(Optional<PolicyId> policy) {
        return new ServiceChanged(
                new Service(API, ACME, "Checkout API", "", IncidentPolicy.DEFAULT, policy), CLERK);
    }
}
