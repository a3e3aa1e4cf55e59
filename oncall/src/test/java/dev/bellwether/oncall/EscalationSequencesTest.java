package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Impact;
import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.NotificationRule;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.QuietHours;
import dev.bellwether.model.Role;
import dev.bellwether.model.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName(
        "Whatever happens in whatever order, an alert is never silent and never pages too much")
class EscalationSequencesTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private static final Actor ANN = new Actor(Actor.Kind.PERSON, "ann", "Ann");
    private static final List<String> NAMES = List.of("ann", "bob", "cy", "dee");

    @Test
    void thousandsOfSequences() {
        for (long seed = 0; seed < Integer.getInteger("sequences", 5_000); seed++) {
            sequence(new Random(seed), "seed " + seed);
        }
    }

    private static void sequence(Random random, String seed) {
        Instant now = START.plusSeconds(random.nextInt(86_400));
        Escalating alert = triggered().next(now);
        List<Step> steps = steps(random);
        int repeat = random.nextInt(3);
        Set<DeliveryId> paged = new HashSet<>();
        List<DeliveryId> known = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Roster roster = roster(random, steps, repeat);
            boolean stopped = alert.alert().state() != Alert.State.TRIGGERED;
            AlertEvent event = event(random, known, alert, now);
            AlertDecision decision = Escalation.on(alert, event, roster, now);

            assertThat(Escalation.on(alert, event, roster, now)).as(seed).isEqualTo(decision);
            for (AlertEffect effect : decision.effects()) {
                if (effect instanceof AlertEffect.Page page) {
                    assertThat(stopped).as(seed + " pages after it was stopped").isFalse();
                    assertThat(roster.held()).as(seed + " pages in maintenance").isFalse();
                    assertThat(paged.add(page.delivery())).as(seed + " pages twice").isTrue();
                    assertThat(page.methods()).as(seed).isNotEmpty().allMatch(m -> m.verified());
                    known.add(page.delivery());
                }
                if (effect instanceof AlertEffect.Say say
                        && say.what() == AlertChanged.What.STEP_TAKEN) {
                    assertThat(say.after().alert().loop()).as(seed).isLessThanOrEqualTo(repeat);
                }
            }
            Escalating before = alert;
            alert = decision.alert();
            neverSilent(alert, now, seed);
            if (!stopped(alert) && stopped) {
                assertThat(event)
                        .as(seed + " triggers again for a reason")
                        .isInstanceOfAny(
                                AlertEvent.StepDue.class,
                                AlertEvent.Hastened.class,
                                AlertEvent.Assigned.class,
                                AlertEvent.Moved.class,
                                AlertEvent.Merged.class,
                                AlertEvent.Promoted.class,
                                AlertEvent.Worsened.class);
            }
            if (before.alert().state() == Alert.State.RESOLVED) {
                assertThat(alert.alert().state()).as(seed).isEqualTo(Alert.State.RESOLVED);
            }
            now = now.plusSeconds(random.nextInt(600));
        }
    }

    private static boolean stopped(Escalating alert) {
        return alert.alert().state() != Alert.State.TRIGGERED;
    }

    private static void neverSilent(Escalating alert, Instant now, String seed) {
        Optional<Instant> next = alert.alert().nextStepAt();
        switch (alert.alert().state()) {
            case TRIGGERED -> {
                if (alert.follows()) {
                    assertThat(next).as(seed + " follows").isEmpty();
                    return;
                }
                boolean waits = alert.alert().handling().urgency() == Urgency.LOW;
                assertThat(next).as(seed + " is silent").isPresent();
                assertThat(next.get())
                        .as(seed + " is silent for too long")
                        .isBeforeOrEqualTo(now.plus(Duration.ofMinutes(waits ? 9 * 60 + 30 : 30)));
            }
            case ACKNOWLEDGED -> {
                if (alert.alert().handling().snoozedUntil().isPresent()) {
                    assertThat(next)
                            .as(seed + " sleeps for ever")
                            .isEqualTo(alert.alert().handling().snoozedUntil());
                }
                assertThat(alert.pending()).as(seed).isEmpty();
            }
            case RESOLVED -> {
                assertThat(next).as(seed).isEmpty();
                assertThat(alert.pending()).as(seed).isEmpty();
            }
        }
    }

    private static AlertEvent event(
            Random random, List<DeliveryId> known, Escalating alert, Instant now) {
        if (alert.follows() && random.nextInt(3) == 0) {
            return new AlertEvent.Promoted(triggered());
        }
        return switch (random.nextInt(100)) {
            case 0, 1, 2 -> new AlertEvent.Acknowledged(ANN, Optional.empty());
            case 3, 4 -> new AlertEvent.Acknowledged(ANN, Optional.of(Duration.ofMinutes(10)));
            case 5 -> new AlertEvent.Resolved(ANN, "over", random.nextBoolean());
            case 6, 7, 8 ->
                    new AlertEvent.Snoozed(ANN, now.plusSeconds(60 + random.nextInt(3_600)));
            case 9, 10, 11 -> new AlertEvent.Hastened(ANN);
            case 12 ->
                    new AlertEvent.Assigned(ANN, new Target.ToPerson(new PersonId("bob")), "Bob");
            case 13 -> new AlertEvent.Moved(ANN, new PolicyId("other"), "Other");
            case 14, 15, 16 ->
                    new AlertEvent.Ranked(
                            ANN,
                            Priority.values()[random.nextInt(5)],
                            Urgency.values()[random.nextInt(2)]);
            case 17 -> new AlertEvent.Merged(ANN, new AlertId("group"), "another");
            case 18, 19 ->
                    new AlertEvent.Worsened(
                            Impact.CRITICAL, List.of(), Office.POLICY, "worse", "worse");
            case 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35 -> {
                if (known.isEmpty()) {
                    yield new AlertEvent.StepDue();
                }
                DeliveryId any = known.get(random.nextInt(known.size()));
                yield random.nextBoolean()
                        ? new AlertEvent.Failed(any)
                        : new AlertEvent.Settled(any);
            }
            default -> new AlertEvent.StepDue();
        };
    }

    private static List<Step> steps(Random random) {
        var steps = new ArrayList<Step>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            steps.add(
                    Office.step(
                            Duration.ofSeconds(10 + random.nextInt(900)),
                            NAMES.get(random.nextInt(4)),
                            NAMES.get(random.nextInt(4))));
        }
        return steps;
    }

    private static Roster roster(Random random, List<Step> steps, int repeat) {
        Map<PersonId, Person> people = new HashMap<>();
        for (String name : NAMES) {
            if (random.nextInt(3) > 0) {
                Person someone = Office.someone(name, Role.RESPONDER, random.nextInt(3) > 0);
                people.put(someone.id(), withWishes(someone, random));
            }
        }
        List<Person> owners =
                random.nextInt(4) == 0
                        ? List.of()
                        : List.of(Office.someone("olga", Role.OWNER, random.nextInt(4) > 0));
        return new Roster(steps, repeat, people, Map.of(), owners, random.nextInt(10) == 0);
    }

    /// At night they may be told only of what is urgent.
    private static Person withWishes(Person person, Random random) {
        var rules = new ArrayList<NotificationRule>();
        for (int i = 0; i < random.nextInt(4); i++) {
            rules.add(
                    new NotificationRule(
                            "r" + i,
                            Urgency.values()[random.nextInt(2)],
                            Duration.ofMinutes(random.nextInt(10)),
                            random.nextBoolean() ? "m" : "n"));
        }
        return new Person(
                person.id(),
                person.organization(),
                person.name(),
                person.email(),
                person.role(),
                person.active(),
                person.contacts(),
                rules,
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(
                                new QuietHours(
                                        ZoneOffset.UTC, LocalTime.of(22, 0), LocalTime.of(7, 0))));
    }

    static Escalating triggered() {
        return Escalating.of(
                new Alert(
                        new AlertId("alert"),
                        Office.ACME,
                        Office.OUTAGE,
                        Office.POLICY,
                        Alert.State.TRIGGERED,
                        "Down",
                        "",
                        START,
                        -1,
                        0,
                        Optional.of(START),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                List.of(),
                Impact.MAJOR);
    }
}
