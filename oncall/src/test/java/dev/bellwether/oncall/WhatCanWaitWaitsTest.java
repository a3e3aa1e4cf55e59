package dev.bellwether.oncall;

import static dev.bellwether.oncall.Office.ACME;
import static dev.bellwether.oncall.Office.CLERK;
import static dev.bellwether.oncall.Office.POLICY;
import static dev.bellwether.oncall.Office.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Alert;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.IncidentStatus;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.QuietHours;
import dev.bellwether.model.Role;
import dev.bellwether.model.Status;
import dev.bellwether.model.Urgency;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// What can wait is told by rules of its own, and after quiet hours; what cannot is told at once.
class WhatCanWaitWaitsTest {
    @OnEachStore
    void aPersonIsToldByEachRuleInItsTime(TestStore test) {
        var office = office(test, EscalationPolicy.Hurry.HIGH, Optional.empty()).opened();
        List<PageDue> pages = office.facts(PageDue.class);
        assertThat(pages)
                .extracting(page -> page.methods().getFirst().channel())
                .containsExactly(Channel.TELEGRAM, Channel.SMS, Channel.VOICE);
        assertThat(pages)
                .extracting(PageDue::notBefore)
                .containsExactly(
                        Optional.empty(),
                        Optional.of(office.now().plus(Duration.ofMinutes(2))),
                        Optional.of(office.now().plus(Duration.ofMinutes(5))));
        assertThat(pages).extracting(PageDue::delivery).doesNotHaveDuplicates();
    }

    @OnEachStore
    void whatCanWaitHasItsOwnRules(TestStore test) {
        var office = office(test, EscalationPolicy.Hurry.LOW, Optional.empty()).opened();
        assertThat(office.facts(PageDue.class))
                .extracting(page -> page.methods().getFirst().channel())
                .containsExactly(Channel.EMAIL);
    }

    @OnEachStore
    void quietHoursHoldItBackUntilTheyEndAndTheNextStepWaits(TestStore test) {
        var office = office(test, EscalationPolicy.Hurry.LOW, Optional.of(quietNow(test))).opened();
        Instant end = office.now().plus(Duration.ofHours(2));
        assertThat(office.facts(PageDue.class))
                .extracting(PageDue::notBefore)
                .containsExactly(Optional.of(end));
        assertThat(office.alert().nextStepAt()).contains(end.plus(Duration.ofMinutes(5)));
        assertThat(office.said())
                .last()
                .asString()
                .contains("it can wait: by rules and quiet hours the first is told in 2 hours");
        office.pass(Duration.ofHours(1));
        assertThat(office.paged()).as("nobody is woken meanwhile").hasSize(1);
    }

    @OnEachStore
    void quietHoursHoldBackNothingThatIsUrgent(TestStore test) {
        var office =
                office(test, EscalationPolicy.Hurry.HIGH, Optional.of(quietNow(test))).opened();
        assertThat(office.facts(PageDue.class).getFirst().notBefore()).isEmpty();
    }

    @OnEachStore
    void thePriorityDecidesWhereThePolicySaysSo(TestStore test) {
        var office = office(test, EscalationPolicy.Hurry.BY_PRIORITY, Optional.of(quietNow(test)));
        var service = office.room.policies().get(ACME, POLICY);
        assertThat(service.urgency()).isEqualTo(EscalationPolicy.Hurry.BY_PRIORITY);
        office.opened();
        assertThat(office.alert().handling())
                .isEqualTo(Alert.Handling.of(Priority.P1, Urgency.HIGH));
    }

    @OnEachStore
    void whatBecomesUrgentPagesAtOnce(TestStore test) {
        var office = office(test, EscalationPolicy.Hurry.BY_PRIORITY, Optional.of(quietNow(test)));
        office.opened();
        office.room.alerts().prioritize(ACME, office.id(), Priority.P4, CLERK);
        office.incident(IncidentStatus.RESOLVED, Status.OPERATIONAL, IncidentChanged.What.RESOLVED);
        office.incident(
                IncidentStatus.INVESTIGATING, Status.PARTIAL_OUTAGE, IncidentChanged.What.REOPENED);
        assertThat(office.alert().handling().urgency()).isEqualTo(Urgency.HIGH);
        office.room.alerts().prioritize(ACME, office.id(), Priority.P5, CLERK);
        assertThat(office.alert().handling().urgency()).isEqualTo(Urgency.LOW);
        int before = office.paged().size();
        office.room.alerts().prioritize(ACME, office.id(), Priority.P1, CLERK);
        office.run();
        assertThat(office.paged()).hasSize(before + 3);
        assertThat(office.said()).contains("priority P1, high urgency, by test");
    }

    private static QuietHours quietNow(TestStore test) {
        LocalTime now = LocalTime.ofInstant(test.clock().instant(), ZoneOffset.UTC);
        return new QuietHours(ZoneOffset.UTC, now.minusHours(3), now.plusHours(2));
    }

    private static Office office(
            TestStore test, EscalationPolicy.Hurry hurry, Optional<QuietHours> quiet) {
        var office = new Office(test).annThenBob();
        office.hire(
                new Person(
                        new PersonId("ann"),
                        ACME,
                        "Ann",
                        "ann@example.com",
                        Role.RESPONDER,
                        true,
                        List.of(
                                new ContactMethod("c", Channel.TELEGRAM, "123456", true),
                                new ContactMethod("s", Channel.SMS, "+4915112345678", true),
                                new ContactMethod("v", Channel.VOICE, "+4915112345678", true),
                                new ContactMethod("m", Channel.EMAIL, "ann@example.com", true)),
                        List.of(
                                new NotificationRule("1", Urgency.HIGH, Duration.ZERO, "c"),
                                new NotificationRule("2", Urgency.HIGH, Duration.ofMinutes(2), "s"),
                                new NotificationRule("3", Urgency.HIGH, Duration.ofMinutes(5), "v"),
                                new NotificationRule("4", Urgency.LOW, Duration.ZERO, "m")),
                        quiet));
        office.room
                .policies()
                .save(
                        new EscalationPolicy(
                                POLICY,
                                ACME,
                                "Shop",
                                List.of(step(Duration.ofMinutes(5), "ann")),
                                0,
                                hurry,
                                Optional.empty(),
                                List.of()),
                        CLERK);
        return office;
    }
}
