package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.EscalationPolicy.Step;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import java.time.Duration;
import java.time.Instant;
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
        Instant now = START;
        Escalating alert = triggered();
        List<Step> steps = steps(random);
        int repeat = random.nextInt(3);
        Set<DeliveryId> paged = new HashSet<>();
        List<DeliveryId> known = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Roster roster = roster(random, steps, repeat);
            boolean stopped = alert.alert().state() != Alert.State.TRIGGERED;
            AlertEvent event = event(random, known);
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
            alert = decision.alert();
            if (alert.alert().state() == Alert.State.TRIGGERED) {
                assertThat(alert.alert().nextStepAt()).as(seed + " is silent").isPresent();
                assertThat(alert.alert().nextStepAt().get())
                        .as(seed + " is silent for too long")
                        .isBeforeOrEqualTo(now.plus(Duration.ofMinutes(30)));
            } else {
                assertThat(alert.alert().nextStepAt()).as(seed).isEmpty();
                assertThat(alert.pending()).as(seed).isEmpty();
            }
            if (stopped) {
                assertThat(alert.alert().state()).as(seed).isNotEqualTo(Alert.State.TRIGGERED);
            }
            now = now.plusSeconds(random.nextInt(600));
        }
    }

    private static AlertEvent event(Random random, List<DeliveryId> known) {
        int dice = random.nextInt(100);
        if (dice < 3) {
            return new AlertEvent.Acknowledged(ANN);
        }
        if (dice < 5) {
            return new AlertEvent.Resolved(ANN, "over");
        }
        if (dice < 25 && !known.isEmpty()) {
            DeliveryId any = known.get(random.nextInt(known.size()));
            return random.nextBoolean() ? new AlertEvent.Failed(any) : new AlertEvent.Settled(any);
        }
        return new AlertEvent.StepDue();
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
                people.put(
                        new PersonId(name),
                        Office.someone(name, Role.RESPONDER, random.nextInt(3) > 0));
            }
        }
        List<Person> owners =
                random.nextInt(4) == 0
                        ? List.of()
                        : List.of(Office.someone("olga", Role.OWNER, random.nextInt(4) > 0));
        return new Roster(steps, repeat, people, Map.of(), owners, random.nextInt(10) == 0);
    }

    static Escalating triggered() {
        return new Escalating(
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
                List.of(),
                false,
                false,
                Optional.of(new Escalating.Known(dev.bellwether.model.Impact.MAJOR, 0)));
    }
}
