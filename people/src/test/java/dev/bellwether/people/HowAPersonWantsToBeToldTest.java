package dev.bellwether.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.Person;
import dev.bellwether.model.QuietHours;
import dev.bellwether.model.Role;
import dev.bellwether.model.Telling;
import dev.bellwether.model.Urgency;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// At once by chat, after two minutes by SMS; low urgency never at night; and never nobody.
class HowAPersonWantsToBeToldTest {
    private final List<String> codes = new ArrayList<>();

    @OnEachStore
    void rulesAndQuietHoursAreKeptAndForgottenWithTheirMethod(TestStore test) {
        var acme = new Acme(test);
        var ada = acme.firstOwner().session();
        var id = ada.person().id();
        var by = ada.principal();
        var contacts = acme.people.contacts((person, to, code, expiresAt) -> codes.add(code));
        var sms = contacts.add(by, id, Channel.SMS, "+49 151 123-456-78", "work phone");
        assertThat(sms.address()).isEqualTo("+4915112345678");
        var mail = acme.people.person(People.DEFAULT, id).orElseThrow().contacts().getFirst();
        contacts.rules(
                by,
                id,
                List.of(
                        rule(Urgency.HIGH, 2, sms.id()),
                        rule(Urgency.HIGH, 0, mail.id()),
                        rule(Urgency.LOW, 0, mail.id())));
        contacts.quiet(by, id, Optional.of(Wishes.quiet("Europe/Berlin", "22:00", "07:00")));

        Person read = acme.people.person(People.DEFAULT, id).orElseThrow();
        assertThat(read.quiet())
                .contains(
                        new QuietHours(
                                ZoneId.of("Europe/Berlin"),
                                LocalTime.of(22, 0),
                                LocalTime.of(7, 0)));
        assertThat(read.contacts().getLast().label()).contains("work phone");
        assertThat(read.tellings(Urgency.HIGH))
                .as("the SMS is not verified yet")
                .extracting(Telling::after)
                .containsExactly(Duration.ZERO);
        assertThat(contacts.verify(by, id, sms.id(), codes.getLast())).isTrue();
        List<Telling> tellings =
                acme.people.person(People.DEFAULT, id).orElseThrow().tellings(Urgency.HIGH);
        assertThat(tellings)
                .extracting(Telling::after)
                .containsExactly(Duration.ZERO, Duration.ofMinutes(2));
        assertThat(tellings.getLast().methods())
                .as("its own method first, then the others")
                .extracting(ContactMethod::channel)
                .containsExactly(Channel.SMS, Channel.EMAIL);

        contacts.remove(by, id, sms.id());
        assertThat(acme.people.person(People.DEFAULT, id).orElseThrow().rules()).hasSize(2);
        contacts.rules(by, id, List.of());
        contacts.quiet(by, id, Optional.empty());
        Person bare = acme.people.person(People.DEFAULT, id).orElseThrow();
        assertThat(bare.quiet()).isEmpty();
        assertThat(bare.tellings(Urgency.LOW))
                .as("who has made no rule is told at once")
                .extracting(Telling::rule)
                .containsExactly(Telling.NO_RULE);
    }

    @OnEachStore
    void rulesThatWouldNotDoAreRefusedWithEveryReason(TestStore test) {
        var acme = new Acme(test);
        var ada = acme.firstOwner().session();
        var id = ada.person().id();
        var contacts = acme.people.contacts((person, to, code, expiresAt) -> codes.add(code));
        var mail = acme.people.person(People.DEFAULT, id).orElseThrow().contacts().getFirst();
        assertThatThrownBy(() ->
                        contacts.rules(
                                ada.principal(),
                                id,
                                List.of(
                                        rule(Urgency.HIGH, 61, mail.id()),
                                        rule(Urgency.HIGH, 0, "somebody-elses"),
                                        rule(Urgency.LOW, 0, mail.id()),
                                        rule(Urgency.LOW, 0, mail.id()))))
                .isInstanceOfSatisfying(
                        InvalidInput.class, wrong -> assertThat(wrong.problems()).hasSize(3));
        assertThat(acme.people.person(People.DEFAULT, id).orElseThrow().rules()).isEmpty();
        assertThatThrownBy(() -> Wishes.quiet("Europe/Atlantis", "25:00", "07:00"))
                .isInstanceOfSatisfying(
                        InvalidInput.class, wrong -> assertThat(wrong.problems()).hasSize(2));
        assertThatThrownBy(() -> Wishes.quiet("UTC", "07:00", "07:00"))
                .hasMessageContaining("never end");
    }

    @OnEachStore
    void anAddressThatLetsItsBearerInIsNeverKeptInPlainText(TestStore test) {
        var acme = new Acme(test);
        var ada = acme.firstOwner().session();
        var id = ada.person().id();
        var by = ada.principal();
        var contacts = acme.people.contacts((person, to, code, expiresAt) -> codes.add(code));
        String secret = "https://hooks.slack.com/services/T0/B0/verysecret";
        ContactMethod chat = contacts.add(by, id, Channel.SLACK, secret);
        contacts.add(by, id, Channel.SLACK, "https://hooks.slack.com/services/T0/B0/another");
        assertThatThrownBy(() -> contacts.add(by, id, Channel.SLACK, secret))
                .hasMessageContaining("already")
                .hasMessageNotContaining("verysecret");
        assertThat(chat.address()).startsWith("hooks.slack.com · ");
        assertThat(chat.open(new SealedSecrets(acme.key))).isEqualTo(secret);
        String stored =
                test.store()
                        .read(sql ->
                                String.join(
                                        "\n",
                                        sql.createQuery(
                                                        """
                                                        SELECT address || COALESCE(sealed, '') FROM contact_method
                                                        UNION ALL SELECT body FROM journal
                                                        """)
                                                .mapTo(String.class)
                                                .list()));
        assertThat(stored).contains("hooks.slack.com").doesNotContain("verysecret");
    }

    @Test
    void quietHoursEndWhenTheClockSaysSoAlsoWhenItIsChanged() {
        var night =
                new QuietHours(
                        ZoneId.of("America/Chicago"), LocalTime.of(22, 0), LocalTime.of(2, 30));
        assertThat(night.until(at("2020-03-01T12:00:00Z"))).isEmpty();
        assertThat(night.until(at("2020-03-02T03:59:59Z"))).isEmpty();
        assertThat(night.until(at("2020-03-02T04:00:00Z"))).contains(at("2020-03-02T08:30:00Z"));
        assertThat(night.until(at("2020-03-02T08:30:00Z"))).as("the end is outside").isEmpty();
        assertThat(night.until(at("2020-03-08T06:00:00Z")))
                .as("02:30 is left out: the end of the gap")
                .contains(at("2020-03-08T08:00:00Z"));
        var late =
                new QuietHours(
                        ZoneId.of("America/Chicago"), LocalTime.of(22, 0), LocalTime.of(1, 30));
        assertThat(late.until(at("2020-11-01T05:00:00Z")))
                .as("01:30 comes twice: the first")
                .contains(at("2020-11-01T06:30:00Z"));
        assertThat(late.until(at("2020-11-01T07:10:00Z")))
                .as("in the second of the two hours")
                .contains(at("2020-11-01T07:30:00Z"));
        var noon = new QuietHours(ZoneId.of("UTC"), LocalTime.of(12, 0), LocalTime.of(13, 0));
        assertThat(noon.until(at("2020-06-01T12:59:59Z"))).contains(at("2020-06-01T13:00:00Z"));
        assertThat(noon.until(at("2020-06-01T13:00:00Z"))).isEmpty();
    }

    @Test
    void onlyWhatIsNotUrgentIsHeldBack() {
        var mail = new ContactMethod("m", Channel.EMAIL, "ada@example.com", true);
        var quiet = new QuietHours(ZoneId.of("UTC"), LocalTime.of(0, 0), LocalTime.of(6, 0));
        var ada =
                new Person(
                        new dev.bellwether.model.PersonId("ada"),
                        People.DEFAULT,
                        "Ada",
                        "ada@example.com",
                        Role.RESPONDER,
                        true,
                        List.of(mail),
                        List.of(),
                        Optional.of(quiet));
        Instant night = at("2020-06-01T03:00:00Z");
        assertThat(ada.quietUntil(Urgency.LOW, night)).contains(at("2020-06-01T06:00:00Z"));
        assertThat(ada.quietUntil(Urgency.HIGH, night)).isEmpty();
    }

    private static NotificationRule rule(Urgency urgency, int minutes, String contact) {
        return new NotificationRule("", urgency, Duration.ofMinutes(minutes), contact);
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
