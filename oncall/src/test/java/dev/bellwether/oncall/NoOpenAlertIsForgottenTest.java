package dev.bellwether.oncall;

import static dev.bellwether.oncall.Office.ACME;
import static dev.bellwether.oncall.Office.CLERK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertId;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Seeded random days on a store: bursts, merges, snoozes, ends in any order. At each moment, each
/// open alert is held by somebody, or it or the one it follows has a time at which somebody is
/// paged; no time has gone by untaken; and no page was made twice.
class NoOpenAlertIsForgottenTest {
    private static final int SEEDS = Integer.getInteger("days", 6);
    private static final int EVENTS = 40;
    private static final List<PolicyId> POLICIES = List.of(new PolicyId("p0"), new PolicyId("p1"));
    private static final int SERVICES = 12;

    @OnEachStore
    void whateverHappensInWhateverOrder(TestStore test) {
        var office = new Office(test);
        POLICIES.forEach(policy -> office.policy(policy, "ann", "bob"));
        for (int i = 0; i < SERVICES; i++) {
            office.service("s" + i, POLICIES.get(i % 2));
        }
        office.run();
        for (int seed = 0; seed < SEEDS; seed++) {
            day(office, new Random(seed), seed);
        }
    }

    private static void day(Office office, Random random, int seed) {
        Map<String, String> open = new HashMap<>();
        for (int i = 0; i < EVENTS; i++) {
            String what = happened(office, random, open, seed + "-" + i);
            office.run().pass(Duration.ofSeconds(random.nextInt(90))).run();
            check(office, "seed " + seed + ", event " + i + ": " + what);
        }
        open.forEach((incident, service) -> office.tell(incident, service, true));
        office.run().run();
        assertThat(office.room.alerts().open(ACME)).as("seed %s ended", seed).isEmpty();
    }

    private static String happened(
            Office office, Random random, Map<String, String> open, String name) {
        List<Alert> alerts = office.room.alerts().open(ACME);
        int dice = random.nextInt(100);
        if (dice < 40 || alerts.isEmpty()) {
            int many = 1 + random.nextInt(8);
            for (int i = 0; i < many; i++) {
                String incident = "i" + name + "-" + i;
                String service = "s" + random.nextInt(SERVICES);
                open.put(incident, service);
                office.tell(incident, service, false);
            }
            return many + " opened";
        }
        Alert alert = alerts.get(random.nextInt(alerts.size()));
        if (dice < 60) {
            String incident = alert.incident().value();
            office.tell(incident, open.getOrDefault(incident, "s0"), true);
            open.remove(incident);
            return incident + " ended";
        }
        try {
            return byAPerson(office, random, alerts, alert, dice);
        } catch (Conflict e) {
            return "refused: " + e.getMessage();
        }
    }

    private static String byAPerson(
            Office office, Random random, List<Alert> alerts, Alert alert, int dice) {
        Alerts room = office.room.alerts();
        AlertId id = alert.id();
        if (dice < 66) {
            room.acknowledge(ACME, id, CLERK);
            return "acknowledged";
        }
        if (dice < 72) {
            room.snooze(ACME, id, Duration.ofMinutes(1 + random.nextInt(5)), CLERK);
            return "snoozed";
        }
        if (dice < 77) {
            room.escalate(ACME, id, CLERK);
            return "escalated";
        }
        if (dice < 82) {
            room.assign(ACME, id, new Target.ToPerson(new PersonId("bob")), CLERK);
            return "assigned";
        }
        if (dice < 87) {
            room.prioritize(ACME, id, Priority.values()[random.nextInt(5)], CLERK);
            return "ranked";
        }
        if (dice < 90) {
            room.resolve(ACME, id, CLERK, "done");
            return "resolved by hand";
        }
        Alert into = alerts.get(random.nextInt(alerts.size()));
        if (!into.id().equals(id)) {
            room.merge(ACME, id, into.id(), CLERK);
        }
        return "merged";
    }

    private static void check(Office office, String when) {
        Map<AlertId, Alert> open = new HashMap<>();
        office.room.alerts().open(ACME).forEach(alert -> open.put(alert.id(), alert));
        for (Alert alert : open.values()) {
            Alert pages = alert.handling().mergedInto().map(open::get).orElse(alert);
            assertThat(pages).as(when + ": the one that leads is over").isNotNull();
            assertThat(pages.handling().mergedInto()).as(when + ": a chain").isEmpty();
            if (pages.state() == Alert.State.TRIGGERED) {
                assertThat(pages.nextStepAt()).as(when + ": silent").isPresent();
                assertThat(pages.nextStepAt().get()).as(when + ": late").isAfter(office.now());
            } else {
                assertThat(pages.acknowledgedBy()).as(when).isPresent();
            }
        }
        List<PageDue> pages = office.facts(PageDue.class);
        assertThat(pages).as(when).extracting(PageDue::delivery).doesNotHaveDuplicates();
        pages.stream()
                .skip(Math.max(0, pages.size() - 1))
                .filter(page -> open.containsKey(page.alert()))
                .forEach(page -> office.delivery(page, DeliveryChanged.State.DELIVERED));
    }
}
