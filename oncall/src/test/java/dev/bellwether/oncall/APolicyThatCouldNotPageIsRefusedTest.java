package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Urgency;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A policy that could not page is refused with everything that is wrong")
class APolicyThatCouldNotPageIsRefusedTest {
    @OnEachStore
    void allProblemsAtOnce(TestStore test) {
        var office = new Office(test).hire("mute", Role.RESPONDER, false);
        var wrong =
                new EscalationPolicy(
                        Office.POLICY,
                        Office.ACME,
                        "",
                        List.of(
                                Office.step(Duration.ofSeconds(9), "nobody"),
                                Office.step(Duration.ofHours(25), "mute"),
                                new Step(List.of(), Duration.ofMinutes(1)),
                                new Step(
                                        List.of(new Target.ToWebhook("ftp://x")),
                                        Duration.ofMinutes(1))),
                        10);
        assertThatThrownBy(() -> office.room.policies().save(wrong, Office.CLERK))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e ->
                                assertThat(e.problems())
                                        .extracting(InvalidInput.Problem::field)
                                        .containsExactly(
                                                "name",
                                                "repeat",
                                                "steps[0].delay",
                                                "steps[0].targets[0].person",
                                                "steps[1].delay",
                                                "steps[1].targets[0].person",
                                                "steps[2].targets",
                                                "steps[3].targets[0].url"));
        assertThat(office.room.policies().list(Office.ACME)).isEmpty();
    }

    @OnEachStore
    void theTimeoutAndTheLastResortAreCheckedToo(TestStore test) {
        var office = new Office(test);
        var wrong =
                new EscalationPolicy(
                        Office.POLICY,
                        Office.ACME,
                        "Shop",
                        List.of(Office.step(Duration.ofMinutes(5), "ann")),
                        0,
                        EscalationPolicy.Hurry.HIGH,
                        Optional.of(Duration.ofSeconds(5)),
                        List.of(
                                new Target.ToPerson(new PersonId("ann")),
                                new Target.ToChannel(Channel.SLACK, "the team's channel")));
        assertThat(office.room.policies().problems(wrong))
                .extracting(InvalidInput.Problem::field)
                .containsExactly("acknowledgeTimeout", "lastResort[0]", "lastResort[1].address");
    }

    @OnEachStore
    void channelsAloneNeedAnOwnerWhoCanBeReached(TestStore test) {
        var office = new Office(test);
        var chat =
                new EscalationPolicy(
                        Office.POLICY,
                        Office.ACME,
                        "Shop",
                        List.of(
                                new Step(
                                        List.of(new Target.ToWebhook("https://example.com/hook")),
                                        Duration.ofMinutes(5))),
                        0);
        assertThat(office.room.policies().problems(chat)).isEmpty();
        office.hire("olga", Role.OWNER, false);
        assertThat(office.room.policies().problems(chat))
                .extracting(InvalidInput.Problem::message)
                .singleElement()
                .asString()
                .startsWith("no person can be reached");
        assertThat(
                        office.room
                                .policies()
                                .problems(
                                        new EscalationPolicy(
                                                Office.POLICY,
                                                Office.ACME,
                                                "Shop",
                                                List.of(Office.step(Duration.ofMinutes(5), "ann")),
                                                0)))
                .as("a person of its own is enough")
                .isEmpty();
    }

    @OnEachStore
    void rulesThatReachNobodyLeaveTheFirstVerifiedMethodAndNobodyWithoutOneIsReachable(
            TestStore test) {
        var office = new Office(test);
        Person ann = Office.someone("ann", Role.RESPONDER, true);
        // "n" is not verified: her only rule for what is urgent tells nobody.
        var rule = new NotificationRule("r", Urgency.HIGH, Duration.ZERO, "n");
        office.hire(with(ann, ann.contacts(), rule));
        assertThat(office.room.policies().problems(toAnn())).isEmpty();
        office.annThenBob().opened();
        assertThat(office.facts(PageDue.class).getFirst().methods())
                .extracting(ContactMethod::id)
                .containsExactly("m");
        office.hire(with(ann, List.of(ann.contacts().getLast()), rule));
        assertThat(office.room.policies().problems(toAnn()))
                .extracting(InvalidInput.Problem::message)
                .containsExactly("'ann' (ann) has no verified contact method");
    }

    private static EscalationPolicy toAnn() {
        return new EscalationPolicy(
                new PolicyId("to-ann"),
                Office.ACME,
                "To Ann",
                List.of(Office.step(Duration.ofMinutes(5), "ann")),
                0);
    }

    private static Person with(Person person, List<ContactMethod> contacts, NotificationRule rule) {
        return new Person(
                person.id(),
                person.organization(),
                person.name(),
                person.email(),
                person.role(),
                true,
                contacts,
                List.of(rule),
                Optional.empty());
    }
}
