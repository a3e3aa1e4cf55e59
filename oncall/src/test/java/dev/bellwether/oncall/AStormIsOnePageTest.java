package dev.bellwether.oncall;

import static dev.bellwether.oncall.Office.ACME;
import static dev.bellwether.oncall.Office.CLERK;
import static dev.bellwether.oncall.Office.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Alert;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PolicyId;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;

/// Many alerts in a minute are one page that names the count, and none of them is forgotten.
class AStormIsOnePageTest {
    @OnEachStore
    void afterAFewTheRestOfATeamsAlertsAreOnePage(TestStore test) {
        var office = storm(test, 40);
        assertThat(office.facts(PageDue.class)).as("the first, each by itself").hasSize(5);
        office.pass(Storms.GATHER);
        List<PageDue> pages = office.facts(PageDue.class);
        assertThat(pages).hasSize(6);
        assertThat(pages.getLast().title()).startsWith("35 alerts: ");
        assertThat(pages.getLast().text()).contains("Together with s").contains("; and 29 more.");
        assertThat(office.room.alerts().open(ACME)).hasSize(40);
    }

    @OnEachStore
    void anotherTeamsPageIsItsOwn(TestStore test) {
        var office = storm(test, 40);
        office.policy(new PolicyId("mail"), "bob").service("mail", new PolicyId("mail"));
        office.tell("mail", "mail", false);
        office.run();
        assertThat(office.paged()).contains("bob");
    }

    @OnEachStore
    void whoeverAcknowledgesThePageHasAllOfThem(TestStore test) {
        var office = storm(test, 20).pass(Storms.GATHER);
        Alert leader = office.alertOf("i5");
        assertThat(leader.handling().others()).isEqualTo(14);
        office.room.alerts().acknowledge(ACME, leader.id(), CLERK);
        assertThat(office.room.alerts().open(ACME))
                .filteredOn(alert -> alert.state() == Alert.State.ACKNOWLEDGED)
                .hasSize(15);
    }

    @OnEachStore
    void whatComesAfterTheAcknowledgementPagesAgain(TestStore test) {
        var office = storm(test, 20).pass(Storms.GATHER);
        int before = office.facts(PageDue.class).size();
        office.room.alerts().acknowledge(ACME, office.alertOf("i5").id(), CLERK);
        office.service("late", POLICY);
        office.tell("late", "late", false);
        office.run().pass(Storms.GATHER);
        assertThat(office.facts(PageDue.class)).hasSize(before + 1);
        assertThat(office.facts(PageDue.class).getLast().title()).isEqualTo("late is down");
    }

    @OnEachStore
    void asLongAsOneIsOpenSomebodyIsPaged(TestStore test) {
        var office = storm(test, 12).pass(Storms.GATHER);
        for (int i = 0; i < 11; i++) {
            office.tell("i" + i, "s" + i, true);
            office.run();
            assertThat(office.room.alerts().open(ACME))
                    .filteredOn(alert -> alert.handling().mergedInto().isEmpty())
                    .as("after %s ended", i)
                    .isNotEmpty()
                    .allSatisfy(alert -> assertThat(alert.nextStepAt()).isPresent());
        }
        assertThat(office.room.alerts().open(ACME))
                .singleElement()
                .extracting(Alert::title)
                .isEqualTo("s11 is down");
        int before = office.facts(PageDue.class).size();
        office.pass(Duration.ofMinutes(5));
        assertThat(office.facts(PageDue.class)).hasSize(before + 1);
    }

    @OnEachStore
    void aMinuteLaterAnAlertIsItsOwnAgain(TestStore test) {
        var office = storm(test, 20).pass(Storms.GATHER).pass(Storms.WINDOW);
        int before = office.facts(PageDue.class).size();
        office.service("late", POLICY);
        office.tell("late", "late", false);
        office.run();
        assertThat(office.facts(PageDue.class)).hasSize(before + 1);
        assertThat(office.alertOf("late").handling().mergedInto()).isEmpty();
    }

    @OnEachStore
    void whatJoinsAfterThePageIsToldWhenTheMinuteIsOver(TestStore test) {
        var office = storm(test, 20).pass(Storms.GATHER);
        for (int i = 0; i < 30; i++) {
            office.tell("late" + i, "s" + i % 20, false);
        }
        office.run();
        int before = office.facts(PageDue.class).size();
        assertThat(office.facts(PageDue.class).getLast().title()).startsWith("15 alerts: ");
        office.pass(Storms.WINDOW);
        assertThat(office.facts(PageDue.class)).hasSize(before + 1);
        assertThat(office.facts(PageDue.class).getLast().title()).startsWith("45 alerts: ");
        office.pass(Storms.WINDOW);
        assertThat(office.facts(PageDue.class)).as("told once").hasSize(before + 1);
    }

    @OnEachStore
    void whoeverTookItHearsWhatHadJoinedBefore(TestStore test) {
        var office = storm(test, 20).pass(Storms.GATHER);
        office.tell("late", "s0", false);
        office.run();
        int before = office.facts(PageDue.class).size();
        office.room.alerts().acknowledge(ACME, office.alertOf("i5").id(), CLERK);
        office.pass(Storms.WINDOW);
        assertThat(office.facts(PageDue.class)).hasSize(before + 1);
        assertThat(office.facts(PageDue.class).getLast().title()).startsWith("16 alerts: ");
        assertThat(office.alertOf("i5").state()).isEqualTo(Alert.State.ACKNOWLEDGED);
    }

    @OnEachStore
    void whenNothingJoinedNothingIsToldAgain(TestStore test) {
        var office = storm(test, 20).pass(Storms.GATHER);
        int before = office.facts(PageDue.class).size();
        office.pass(Storms.WINDOW);
        assertThat(office.facts(PageDue.class)).hasSize(before);
    }

    @OnEachStore
    void maintenanceOfTheOneThatLeadsHoldsBackNothingOfTheOthers(TestStore test) {
        var office = new Office(test).annThenBob().service("mail", POLICY).opened();
        office.tell("mail", "mail", false);
        office.run();
        office.room.alerts().merge(ACME, office.alertOf("mail").id(), office.alert().id(), CLERK);
        office.maintenance(dev.bellwether.model.MaintenanceStatus.IN_PROGRESS);
        int before = office.facts(PageDue.class).size();
        office.pass(Duration.ofMinutes(5));
        assertThat(office.facts(PageDue.class)).hasSize(before + 1);
    }

    private static Office storm(TestStore test, int many) {
        var office = new Office(test).policy(POLICY, "ann");
        for (int i = 0; i < many; i++) {
            office.service("s" + i, POLICY);
        }
        office.run();
        for (int i = 0; i < many; i++) {
            office.tell("i" + i, "s" + i, false);
        }
        return office.run();
    }
}
