package dev.bellwether.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// "At night I am told only of what is urgent, by the ways I chose, each in its time."
class QuietHoursLetPeopleSleepTest {
    private static final ContactMethod MAIL =
            new ContactMethod("mail", Channel.EMAIL, "ann@example.com", true);
    private static final ContactMethod CALL =
            new ContactMethod("call", Channel.VOICE, "+4915112345678", true);
    private static final ContactMethod UNPROVEN =
            new ContactMethod("text", Channel.SMS, "+4915112345678", false);
    private static final QuietHours NIGHT = hours("Europe/Berlin", "22:00", "07:00");

    private static QuietHours hours(String zone, String from, String to) {
        return new QuietHours(ZoneId.of(zone), LocalTime.parse(from), LocalTime.parse(to));
    }

    private static Optional<Instant> until(QuietHours hours, String now) {
        return hours.until(Instant.parse(now));
    }

    private static Optional<Instant> at(String instant) {
        return Optional.of(Instant.parse(instant));
    }

    @Test
    void aNightBeginsWithItsFirstMinuteAndIsOverWithItsLast() {
        // In May Berlin is two hours ahead.
        assertThat(until(NIGHT, "2026-05-01T19:59:59Z")).isEmpty();
        assertThat(until(NIGHT, "2026-05-01T20:00:00Z")).isEqualTo(at("2026-05-02T05:00:00Z"));
        assertThat(until(NIGHT, "2026-05-02T00:30:00Z")).isEqualTo(at("2026-05-02T05:00:00Z"));
        assertThat(until(NIGHT, "2026-05-02T04:59:59Z")).isEqualTo(at("2026-05-02T05:00:00Z"));
        assertThat(until(NIGHT, "2026-05-02T05:00:00Z")).isEmpty();
    }

    @Test
    void hoursWithinADayEndOnThatDay() {
        QuietHours noon = hours("UTC", "12:00", "14:00");
        assertThat(until(noon, "2026-05-01T11:59:00Z")).isEmpty();
        assertThat(until(noon, "2026-05-01T12:00:00Z")).isEqualTo(at("2026-05-01T14:00:00Z"));
        assertThat(until(noon, "2026-05-01T13:59:00Z")).isEqualTo(at("2026-05-01T14:00:00Z"));
        assertThat(until(noon, "2026-05-01T14:00:00Z")).isEmpty();
        assertThat(until(noon, "2026-05-01T20:00:00Z")).isEmpty();
    }

    @Test
    void aTimeThatTheClocksLeaveOutIsTheEndOfTheGap() {
        // At 02:00 the clocks of Berlin show 03:00.
        QuietHours early = hours("Europe/Berlin", "22:00", "02:30");
        assertThat(until(early, "2026-03-28T23:00:00Z")).isEqualTo(at("2026-03-29T01:00:00Z"));
    }

    @Test
    void aTimeThatComesTwiceIsTheFirstUntilItIsOver() {
        // At 03:00 the clocks of Berlin show 02:00 again.
        QuietHours early = hours("Europe/Berlin", "22:00", "02:30");
        assertThat(until(early, "2026-10-24T23:00:00Z")).isEqualTo(at("2026-10-25T00:30:00Z"));
        assertThat(until(early, "2026-10-25T00:29:00Z")).isEqualTo(at("2026-10-25T00:30:00Z"));
        // 02:10 for the second time.
        assertThat(until(early, "2026-10-25T01:10:00Z")).isEqualTo(at("2026-10-25T01:30:00Z"));
    }

    @Test
    void onlyWhatCanWaitWaits() {
        Person ann = person(true, List.of(MAIL), List.of());
        Instant night = Instant.parse("2026-05-01T23:00:00Z");
        assertThat(ann.quietUntil(Urgency.LOW, night)).isEqualTo(at("2026-05-02T05:00:00Z"));
        assertThat(ann.quietUntil(Urgency.HIGH, night)).isEmpty();
    }

    @Test
    void eachRuleOfItsUrgencyTellsInItsTimeAndFallsBackOnTheOthers() {
        Person ann =
                person(
                        true,
                        List.of(MAIL, CALL, UNPROVEN),
                        List.of(
                                rule("b", Urgency.HIGH, 5, "call"),
                                rule("c", Urgency.HIGH, 0, "mail"),
                                rule("a", Urgency.HIGH, 5, "mail"),
                                rule("d", Urgency.HIGH, 1, "text"),
                                rule("e", Urgency.LOW, 3, "call")));
        assertThat(ann.tellings(Urgency.HIGH))
                .extracting(Telling::rule)
                .containsExactly("c", "a", "b");
        assertThat(ann.tellings(Urgency.HIGH).getLast().methods()).containsExactly(CALL, MAIL);
        assertThat(ann.tellings(Urgency.LOW))
                .containsExactly(new Telling("e", Duration.ofMinutes(3), List.of(CALL, MAIL)));
    }

    @Test
    void whoHasNoRuleThatWorksIsToldAtOnceByTheFirstMethod() {
        Person ann =
                person(true, List.of(UNPROVEN, MAIL), List.of(rule("d", Urgency.HIGH, 1, "text")));
        assertThat(ann.tellings(Urgency.HIGH))
                .containsExactly(new Telling(Telling.NO_RULE, Duration.ZERO, List.of(MAIL)));
    }

    @Test
    void whoIsNotActiveOrHasProvenNothingCannotBeReached() {
        ChannelsSetUp all = ChannelsSetUp.all();
        assertThat(person(true, List.of(MAIL), List.of()).unreachable(all)).isEmpty();
        assertThat(person(false, List.of(MAIL), List.of()).unreachable(all))
                .contains("is not active");
        assertThat(person(true, List.of(UNPROVEN), List.of()).unreachable(all))
                .contains("has no verified contact method");
        assertThat(person(false, List.of(MAIL), List.of()).tellings(Urgency.HIGH)).isEmpty();
    }

    @Test
    void whoHasProvenOnlyWhatIsNotSetUpHereCannotBeReached() {
        ChannelsSetUp noMail =
                method ->
                        method.channel() == Channel.EMAIL
                                ? Optional.of("Email is not set up: smtp.host is missing")
                                : Optional.empty();
        assertThat(person(true, List.of(MAIL), List.of()).unreachable(noMail))
                .contains(
                        "has no contact method that works: Email is not set up: smtp.host is"
                                + " missing");
        assertThat(person(true, List.of(MAIL, CALL), List.of()).isReachable(noMail)).isTrue();
        assertThat(person(true, List.of(MAIL), List.of()).tellings(Urgency.HIGH))
                .as("it is tried all the same, and says so on the timeline")
                .hasSize(1);
    }

    private static NotificationRule rule(String id, Urgency urgency, int minutes, String contact) {
        return new NotificationRule(id, urgency, Duration.ofMinutes(minutes), contact);
    }

    private static Person person(
            boolean active, List<ContactMethod> contacts, List<NotificationRule> rules) {
        return new Person(
                new PersonId("ann"),
                new OrganizationId("acme"),
                "Ann",
                "ann@example.com",
                Role.RESPONDER,
                active,
                contacts,
                rules,
                Optional.of(NIGHT));
    }
}
