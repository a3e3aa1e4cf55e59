package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Impact;
import dev.bellwether.model.InboundSignal;
import dev.bellwether.model.InboundSignal.What;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.ServiceRemoved;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.Status;
import dev.bellwether.store.Line;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import dev.bellwether.watch.RoutingRule.Operator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the room keeps of other programs' alerts, between what it was told and what it tells.
class AlertsOfOtherProgramsTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final Actor ANN = new Actor(Actor.Kind.PERSON, "ann", "Ann");

    @OnEachStore
    void whatIsSaidAgainWritesNoLine(TestStore test) {
        var room = new Room(test);
        for (int i = 0; i < 10; i++) {
            room.say("disk", "critical");
        }
        room.say("disk", "warning");
        room.over("disk");
        room.over("disk");
        assertThat(room.signals()).containsExactly(What.RAISED, What.CHANGED, What.RESOLVED);
    }

    @OnEachStore
    void aPersonEndsItAndItsNextWordIsANewAlert(TestStore test) {
        var room = new Room(test);
        IncidentId first = room.say("disk", "critical").orElseThrow();
        room.ends(first);
        room.run();
        assertThat(room.say("disk", "critical")).isPresent().get().isNotEqualTo(first);
        assertThat(room.signals()).containsExactly(What.RAISED, What.RAISED);
    }

    @OnEachStore
    void aWordThatComesBetweenTheEndAndOurKnowingOfItIsNotLost(TestStore test) {
        var room = new Room(test);
        IncidentId first = room.say("disk", "critical").orElseThrow();
        room.ends(first);
        test.clock().move(Duration.ofMillis(5));
        assertThat(room.say("disk", "critical")).as("the row does not know yet").contains(first);
        assertThat(room.signals()).containsExactly(What.RAISED);
        room.run();
        assertThat(room.signals()).containsExactly(What.RAISED, What.RAISED);
    }

    @OnEachStore
    void integrationsGoWithTheirService(TestStore test) {
        var room = new Room(test);
        test.store().run(tx -> tx.journal(ACME, new ServiceRemoved(SHOP, ANN)));
        room.run();
        assertThat(room.inbound.integrations().list(ACME)).isEmpty();
        assertThat(room.inbound.admit(room.key)).isEmpty();
    }

    @OnEachStore
    void whatARuleSentToAServiceThatIsGoneGoesToItsOwn(TestStore test) {
        var room = new Room(test);
        var gone = new ServiceId("gone");
        RoutingRule quiet = quiet();
        room.inbound.routing().save(ACME, List.of(quiet, everythingTo(gone)), ANN);
        room.say("disk", "critical");
        test.store().run(tx -> tx.journal(ACME, new ServiceRemoved(gone, ANN)));
        room.run();
        room.say("cpu", "critical");
        assertThat(room.services()).containsExactly(gone, SHOP);
        assertThat(room.inbound.routing().of(ACME))
                .containsExactly(quiet, everythingTo(gone).toNoService());
        assertThat(room.log().getFirst().results().getFirst().why())
                .isEqualTo("rule 2 'everything'");
    }

    private static RoutingRule everythingTo(ServiceId service) {
        return new RoutingRule(
                "everything",
                List.of(),
                Optional.empty(),
                false,
                Optional.of(service),
                Optional.empty(),
                Optional.empty());
    }

    @OnEachStore
    void theLogForgetsAfterThirtyDaysAndKnowsNothingOfOtherOrganizations(TestStore test) {
        var room = new Room(test);
        room.say("disk", "critical");
        String id = room.log().getFirst().id();
        assertThat(room.inbound.log().payload(ACME, id)).contains("\"disk\"");
        assertThat(room.inbound.log().payload(new OrganizationId("other"), id)).isEmpty();
        assertThatThrownBy(() -> room.inbound.replay(new OrganizationId("other"), id))
                .hasMessageContaining(id);
        test.clock().move(Duration.ofDays(31));
        room.run();
        assertThat(room.log()).isEmpty();
    }

    @OnEachStore
    void aRuleSendsItNowhereAndLettingItGoRaisesIt(TestStore test) {
        var room = new Room(test);
        room.inbound.routing().save(ACME, List.of(quiet()), ANN);
        room.say("disk", "warning");
        room.say("disk", "warning");
        assertThat(room.signals()).containsExactly(What.DROPPED);
        assertThat(room.log().getFirst().results().getFirst())
                .extracting(InboundResult::did, InboundResult::why)
                .containsExactly(InboundDid.DROPPED, "rule 1 'quiet'");
        room.inbound.routing().save(ACME, List.of(), ANN);
        assertThat(room.say("disk", "warning")).isPresent();
        assertThat(room.signals()).containsExactly(What.DROPPED, What.RAISED);
    }

    @OnEachStore
    void triedOnThePastRulesTellPagesSavedAndOutagesMissed(TestStore test) {
        var room = new Room(test);
        IncidentId noise = room.say("noise", "warning").orElseThrow();
        room.paged(noise, 3);
        IncidentId taken = room.say("taken", "warning").orElseThrow();
        room.paged(taken, 1);
        room.acknowledged(taken);
        IncidentId kept = room.say("kept", "critical").orElseThrow();
        room.paged(kept, 1);

        Backtest.Outcome outcome = room.backtest(List.of(quiet()));
        assertThat(outcome.alerts()).isEqualTo(3);
        assertThat(outcome.pagesSent()).isEqualTo(5);
        assertThat(outcome.pagesSaved()).isEqualTo(4);
        assertThat(outcome.outagesMissed()).isEqualTo(1);
        assertThat(outcome.changes())
                .extracting(Backtest.Changed::incident, Backtest.Changed::real)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                taken, Optional.of("acknowledged by Ann")),
                        org.assertj.core.groups.Tuple.tuple(noise, Optional.empty()));
        assertThat(room.backtest(List.of()).changes()).isEmpty();

        room.outage();
        assertThat(room.backtest(List.of(quiet())).outagesMissed())
                .as("the service was down while both were open")
                .isEqualTo(2);
    }

    private static RoutingRule quiet() {
        return AlertsAreRoutedTest.nowhere(
                "quiet", AlertsAreRoutedTest.is("severity", Operator.EQUALS, "warning"));
    }

    /// The room with one integration of PagerDuty's.
    private static final class Room {
        final TestStore test;
        final Inbound inbound;
        final Integration integration;
        final String key;

        Room(TestStore test) {
            this.test = test;
            this.inbound = new Inbound(test.store(), TestProbes.SECRETS, test.clock());
            IssuedKey issued =
                    inbound.integrations()
                            .make(
                                    new Integration(
                                            Integrations.newId(),
                                            ACME,
                                            "Pager",
                                            "pagerduty",
                                            SHOP,
                                            false,
                                            1_000,
                                            Optional.empty(),
                                            Optional.empty()),
                                    ANN);
            this.integration = issued.integration();
            this.key = issued.key();
        }

        Optional<IncidentId> say(String dedup, String severity) {
            return send(
                    """
                    {"event_action":"trigger","dedup_key":"%s","payload":
                     {"summary":"s","source":"x","severity":"%s"}}\
                    """
                            .formatted(dedup, severity));
        }

        void over(String dedup) {
            send("{\"event_action\":\"resolve\",\"dedup_key\":\"" + dedup + "\"}");
        }

        private Optional<IncidentId> send(String body) {
            return inbound.take(
                            integration,
                            "pagerduty",
                            body.getBytes(StandardCharsets.UTF_8),
                            Map.of())
                    .results()
                    .getFirst()
                    .incident();
        }

        void run() {
            inbound.jobs().forEach(job -> job.run(test.clock().instant()));
        }

        List<InboundDelivery> log() {
            return inbound.log().list(ACME, Optional.empty(), Optional.empty(), 100).items();
        }

        /// Where what was raised went.
        List<ServiceId> services() {
            return test.store().journal().read(0, 10_000).stream()
                    .map(Line::fact)
                    .filter(InboundSignal.class::isInstance)
                    .map(fact -> ((InboundSignal) fact).alert().service())
                    .toList();
        }

        List<What> signals() {
            return test.store().journal().read(0, 10_000).stream()
                    .map(Line::fact)
                    .filter(InboundSignal.class::isInstance)
                    .map(fact -> ((InboundSignal) fact).what())
                    .toList();
        }

        Backtest.Outcome backtest(List<RoutingRule> rules) {
            return inbound.backtest()
                    .run(
                            ACME,
                            rules,
                            inbound.integrations().list(ACME),
                            test.clock().instant().minus(Duration.ofDays(30)));
        }

        void ends(IncidentId id) {
            Instant now = test.clock().instant();
            write(
                    new IncidentChanged(
                            new Incident(
                                    id,
                                    ACME,
                                    "s",
                                    IncidentStatus.RESOLVED,
                                    Impact.NONE,
                                    now,
                                    now,
                                    now,
                                    Optional.empty(),
                                    Optional.of(now),
                                    Map.of(),
                                    List.of(),
                                    Optional.empty(),
                                    false,
                                    Incident.Wheel.PERSON,
                                    false,
                                    Optional.of(
                                            new Incident.Origin(
                                                    integration.id(),
                                                    "Pager",
                                                    "disk",
                                                    dev.bellwether.model.Severity.CRITICAL,
                                                    dev.bellwether.model.InboundAlert.Paging
                                                            .AS_THE_SERVICE_SAYS))),
                            IncidentChanged.What.RESOLVED,
                            ANN));
        }

        void paged(IncidentId incident, int times) {
            for (int i = 0; i < times; i++) {
                write(
                        new PageDue(
                                new DeliveryId("d" + incident + i),
                                new AlertId("a"),
                                incident,
                                Optional.of(new PersonId("ann")),
                                List.of(),
                                0,
                                i,
                                "s",
                                "s"));
            }
        }

        void acknowledged(IncidentId incident) {
            Instant now = test.clock().instant();
            write(
                    new AlertChanged(
                            new Alert(
                                    new AlertId("a"),
                                    ACME,
                                    incident,
                                    new PolicyId("p"),
                                    Alert.State.ACKNOWLEDGED,
                                    "s",
                                    "",
                                    now,
                                    0,
                                    0,
                                    Optional.empty(),
                                    Optional.of(ANN),
                                    Optional.of(now),
                                    Optional.empty()),
                            AlertChanged.What.ACKNOWLEDGED,
                            ANN,
                            ""));
        }

        void outage() {
            Instant now = test.clock().instant();
            write(
                    new ServiceStatusChanged(
                            SHOP, Status.OPERATIONAL, Status.MAJOR_OUTAGE, now, "a check"));
        }

        private void write(Fact fact) {
            test.store().run(tx -> tx.journal(ACME, fact));
        }
    }
}
