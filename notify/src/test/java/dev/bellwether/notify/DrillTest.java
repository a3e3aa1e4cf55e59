package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Urgency;
import dev.bellwether.notify.FakeProvider.Says;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A drill goes through the whole chain and counts only when it was answered in time.
class DrillTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:00:00Z");

    private static Person ada(String url) {
        var chat = new ContactMethod("c", Channel.MATTERMOST, url + "/hooks/x", true);
        var push = new ContactMethod("n", Channel.NTFY, "acme", true);
        return new Person(
                Sent.ADA,
                Sent.ACME,
                "Ada",
                "ada@acme.example",
                Role.RESPONDER,
                true,
                List.of(chat, push),
                List.of(
                        new NotificationRule("r1", Urgency.HIGH, Duration.ZERO, "c"),
                        new NotificationRule("r2", Urgency.HIGH, Duration.ofMinutes(5), "n")),
                Optional.empty());
    }

    @OnEachStore
    void itFollowsThePersonsRulesAndStopsWhenItIsAnswered(TestStore test) {
        try (var fake = new FakeProvider(asked -> Says.of(200, "{\"id\":\"m\"}"));
                var reached = new Reached(test, Reached.settings(fake))) {
            Drills drills = reached.room.drills();
            Drill drill = drills.begin(Sent.ACME, ada(fake.url()));
            assertThatThrownBy(() -> drills.begin(Sent.ACME, ada(fake.url())))
                    .isInstanceOf(Conflict.class)
                    .hasMessageContaining("under way");
            reached.run();
            assertThat(fake.asked).hasSize(1);
            assertThat(fake.last().text())
                    .contains("Drill: can you be reached?", "/ack/acme." + drill.id() + ".ada");
            assertThat(drills.acknowledge(Sent.ACME, drill.id(), new PersonId("eve"))).isEmpty();
            assertThat(drills.acknowledge(Sent.ACME, new AlertId("alert1"), Sent.ADA)).isEmpty();
            reached.later(Duration.ofMinutes(4));
            assertThat(drills.acknowledge(Sent.ACME, drill.id(), Sent.ADA).orElseThrow().counts())
                    .isTrue();
            reached.later(Duration.ofMinutes(2));
            assertThat(fake.asked).as("the second rule is not needed any more").hasSize(1);
        }
    }

    @OnEachStore
    void whoHasProvenOnlyWhatIsNotSetUpIsNotReadyAndCannotBeDrilled(TestStore test) {
        var text = new ContactMethod("t", Channel.SMS, "+4915112345678", true);
        var slack = new ContactMethod("s", Channel.SLACK, "U012AB3CD", true);
        var ada =
                new Person(
                        Sent.ADA,
                        Sent.ACME,
                        "Ada",
                        "ada@acme.example",
                        Role.RESPONDER,
                        true,
                        List.of(text, slack));
        try (var reached = new Reached(test, ChannelSettings.none(Reached.BASE, "s"))) {
            assertThatThrownBy(() -> reached.room.drills().begin(Sent.ACME, ada))
                    .isInstanceOf(Conflict.class)
                    .hasMessage(
                            "'Ada' has no contact method that works: SMS is not set up:"
                                    + " channels.twilio is missing; Slack is not set up for channels"
                                    + " and members: channels.slack.token is missing, without it"
                                    + " only webhooks work");
            Readiness readiness = Readiness.of(ada, reached.room, List.of(), NOW);
            assertThat(readiness.score()).isZero();
            assertThat(readiness.channels()).isZero();
            assertThat(readiness.unreachable()).isPresent();
        }
        try (var reached = new Reached(test, Reached.settings0())) {
            Readiness readiness = Readiness.of(ada, reached.room, List.of(), NOW);
            assertThat(readiness.score()).isEqualTo(30);
            assertThat(readiness.unreachable()).isEmpty();
        }
    }

    @OnEachStore
    void aDrillThatIsAnsweredLateOrNeverDoesNotCount(TestStore test) {
        try (var fake = new FakeProvider(asked -> Says.of(200, "{\"id\":\"m\"}"));
                var reached = new Reached(test, Reached.settings(fake))) {
            Drills drills = reached.room.drills();
            Drill late = drills.begin(Sent.ACME, ada(fake.url()));
            reached.run().later(Duration.ofMinutes(11));
            assertThat(fake.asked).as("both rules").hasSize(2);
            assertThat(drills.acknowledge(Sent.ACME, late.id(), Sent.ADA).orElseThrow().counts())
                    .isFalse();
        }
    }

    @Test
    void theScoreIsWhatItIsSaidToBe() {
        var chat = new ContactMethod("c", Channel.SLACK, "x", true);
        var mail = new ContactMethod("m", Channel.EMAIL, "a@b.example", true);
        var unproven = new ContactMethod("s", Channel.SMS, "+4915112345678", false);
        Object[][] table = {
            // methods, answered in time (newest first), score
            {List.of(), List.of(), 0},
            {List.of(unproven), List.of(), 0},
            {List.of(mail), List.of(), 15},
            {List.of(mail, chat), List.of(), 30},
            {List.of(mail, chat), List.of(true), 100},
            {List.of(mail), List.of(true, false), 50},
            {List.of(mail, chat), List.of(true, true, true, false), 82},
            {List.of(mail, chat), List.of(true, true, true, true, false, false), 100},
            {List.of(mail, chat), List.of(false, false, false, false, true), 30},
        };
        for (Object[] row : table) {
            @SuppressWarnings("unchecked")
            var methods = (List<ContactMethod>) row[0];
            @SuppressWarnings("unchecked")
            var answered = (List<Boolean>) row[1];
            var drills = new ArrayList<Drill>();
            for (int i = 0; i < answered.size(); i++) {
                Instant at = NOW.minus(Duration.ofDays(i + 1));
                drills.add(
                        new Drill(
                                new AlertId("drill-" + i),
                                Sent.ADA,
                                at,
                                answered.get(i)
                                        ? Optional.of(at.plusSeconds(60))
                                        : Optional.empty()));
            }
            var person =
                    new Person(
                            Sent.ADA, Sent.ACME, "Ada", "a@b.example", Role.OWNER, true, methods);
            assertThat(Readiness.of(person, ChannelsSetUp.all(), drills, NOW).score())
                    .as("%s %s", methods, answered)
                    .isEqualTo(row[2]);
        }
        var old =
                new Drill(
                        new AlertId("drill-x"),
                        Sent.ADA,
                        NOW.minus(Duration.ofDays(91)),
                        Optional.of(NOW.minus(Duration.ofDays(91))));
        var fresh =
                new Drill(new AlertId("drill-y"), Sent.ADA, NOW.minusSeconds(60), Optional.empty());
        var person =
                new Person(
                        Sent.ADA, Sent.ACME, "Ada", "a@b.example", Role.OWNER, true, List.of(mail));
        assertThat(Readiness.of(person, ChannelsSetUp.all(), List.of(fresh, old), NOW).score())
                .as("neither what is too old nor what is still under way")
                .isEqualTo(15);
    }

    @OnEachStore
    void aPlanDrillsEverybodyAndMakesUpForNothing(TestStore test) {
        try (var fake = new FakeProvider(asked -> Says.of(200, "{\"id\":\"m\"}"));
                var reached = new Reached(test, Reached.settings(fake))) {
            Drills drills = reached.room.drills();
            Instant now = test.clock().instant();
            drills.plan(Sent.ACME, Optional.of(DrillPlan.of(7, 10, "Europe/Berlin", now)));
            Instant first = drills.plan(Sent.ACME).orElseThrow().nextAt();
            assertThat(first.atZone(ZoneId.of("Europe/Berlin")).getHour()).isEqualTo(10);
            reached.later(Duration.between(now, first).plus(Duration.ofDays(20)));
            Instant next = drills.plan(Sent.ACME).orElseThrow().nextAt();
            assertThat(next).isAfter(test.clock().instant());
            assertThat(next.atZone(ZoneId.of("Europe/Berlin")).getHour()).isEqualTo(10);
            assertThat(drills.readiness(Sent.ACME))
                    .singleElement()
                    .satisfies(ada -> {
                        assertThat(ada.last()).isPresent();
                        assertThat(ada.drills()).as("under way").isZero();
                    });
            drills.plan(Sent.ACME, Optional.empty());
            assertThat(drills.plan(Sent.ACME)).isEmpty();
        }
        assertThatThrownBy(() -> DrillPlan.of(0, 24, "Mars", NOW)).hasMessageContaining("zone");
    }
}
