package dev.bellwether.oncall;

import static dev.bellwether.oncall.Office.ACME;
import static dev.bellwether.oncall.Office.CLERK;
import static dev.bellwether.oncall.Office.POLICY;
import static dev.bellwether.oncall.Office.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.PageDue;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Role;
import dev.bellwether.store.OnEachStore;
import dev.bellwether.store.TestStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What people do with an alert happens, is said on the timeline, and never leaves it in silence.
class PeopleHandleAnAlertTest {
    private static final Actor ANN = new Actor(Actor.Kind.PERSON, "ann", "Ann");

    @OnEachStore
    void aSnoozedAlertTriggersAgainWhenTheTimeIsOver(TestStore test) {
        var office = new Office(test).annThenBob().opened();
        Alert snoozed = office.room.alerts().snooze(ACME, office.id(), Duration.ofMinutes(30), ANN);
        assertThat(snoozed.handling().snoozedUntil())
                .contains(office.now().plus(Duration.ofMinutes(30)));
        office.pass(Duration.ofMinutes(29));
        assertThat(office.paged()).containsExactly("ann");

        office.pass(Duration.ofMinutes(1));
        assertThat(office.paged()).containsExactly("ann", "ann");
        assertThat(office.alert().state()).isEqualTo(Alert.State.TRIGGERED);
        assertThat(office.alert().handling().snoozedUntil()).isEmpty();
        assertThat(office.said())
                .contains(
                        "snoozed for 30 minutes by Ann; then it triggers again",
                        "the snooze of Ann is over");
        assertThatThrownBy(() ->
                        office.room.alerts().snooze(ACME, office.id(), Duration.ofDays(8), ANN))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("not between 1 minute and 7 days");
    }

    @OnEachStore
    void anAcknowledgementThatClosesNothingInTimeTriggersAgain(TestStore test) {
        var office = new Office(test).annThenBob();
        office.room
                .policies()
                .save(
                        new EscalationPolicy(
                                POLICY,
                                ACME,
                                "Shop",
                                List.of(step(Duration.ofMinutes(5), "ann")),
                                0,
                                EscalationPolicy.Hurry.HIGH,
                                Optional.of(Duration.ofMinutes(45)),
                                List.of()),
                        CLERK);
        office.opened();
        office.room.alerts().acknowledge(ACME, office.id(), ANN);
        assertThat(office.said()).contains("acknowledged by Ann; triggers again in 45 minutes");
        office.pass(Duration.ofMinutes(44));
        assertThat(office.paged()).containsExactly("ann");
        office.pass(Duration.ofMinutes(1));
        assertThat(office.paged()).containsExactly("ann", "ann");
        assertThat(office.alert().state()).isEqualTo(Alert.State.TRIGGERED);
    }

    @OnEachStore
    void whoeverItIsGivenToIsPagedFirstAndThePolicyAfterThem(TestStore test) {
        var office = new Office(test).annThenBob().hire("cy", Role.RESPONDER, true).opened();
        office.room.alerts().acknowledge(ACME, office.id(), ANN);
        office.room
                .alerts()
                .assign(ACME, office.id(), new Target.ToPerson(new PersonId("cy")), ANN);
        office.run();
        assertThat(office.paged()).containsExactly("ann", "cy");
        office.pass(Duration.ofMinutes(5)).pass(Duration.ofMinutes(5));
        assertThat(office.paged()).containsExactly("ann", "cy", "ann", "bob");
        assertThat(office.said()).contains("assigned to cy by Ann");
    }

    @OnEachStore
    void nobodyWhoCannotBeReachedIsGivenAnAlert(TestStore test) {
        var office = new Office(test).annThenBob().hire("mute", Role.RESPONDER, false).opened();
        for (String nobody : List.of("mute", "stranger")) {
            assertThatThrownBy(() ->
                            office.room
                                    .alerts()
                                    .assign(
                                            ACME,
                                            office.id(),
                                            new Target.ToPerson(new PersonId(nobody)),
                                            ANN))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageContaining(nobody);
        }
        assertThat(office.alert().handling().assigned()).isEmpty();
    }

    @OnEachStore
    void anotherPolicyPagesFromItsFirstStep(TestStore test) {
        var office = new Office(test).annThenBob().opened();
        var other = new PolicyId("other");
        office.policy(other, "bob");
        office.room.alerts().move(ACME, office.id(), other, ANN);
        office.run();
        assertThat(office.paged()).containsExactly("ann", "bob");
        assertThat(office.said()).contains("given to the policy other by Ann");
    }

    @OnEachStore
    void theNextStepIsTakenAtOnceWhenSomebodySaysSo(TestStore test) {
        var office = new Office(test).annThenBob().opened();
        office.room.alerts().escalate(ACME, office.id(), ANN);
        office.run();
        assertThat(office.paged()).containsExactly("ann", "bob");

        office.room.alerts().acknowledge(ACME, office.id(), ANN);
        office.room.alerts().escalate(ACME, office.id(), ANN);
        office.run();
        assertThat(office.paged())
                .as("also by whoever has it")
                .containsExactly("ann", "bob", "ann");
        assertThat(office.alert().acknowledgedBy()).isEmpty();
    }

    @OnEachStore
    void aMergedAlertFollowsTheOtherUntilEitherIsOver(TestStore test) {
        var office = two(test);
        Alert shop = office.alertOf("one");
        Alert search = office.alertOf("two");
        office.room.alerts().merge(ACME, search.id(), shop.id(), ANN);
        assertThat(office.alertOf("two").handling().mergedInto()).contains(shop.id());
        assertThat(office.alertOf("one").handling().others()).isEqualTo(1);
        assertThat(office.said()).contains("told together with 'shop is down'");

        office.pass(Duration.ofMinutes(5));
        assertThat(office.facts(PageDue.class).getLast().title())
                .isEqualTo("2 alerts: shop is down");
        assertThat(office.facts(PageDue.class).getLast().text()).contains("search is down");

        office.room.alerts().acknowledge(ACME, search.id(), ANN);
        assertThat(office.alertOf("one").acknowledgedBy()).contains(ANN);
        assertThat(office.alertOf("two").state()).isEqualTo(Alert.State.ACKNOWLEDGED);

        office.room.alerts().resolve(ACME, shop.id(), ANN, "the switch was broken");
        office.run();
        assertThat(office.alertOf("two").state()).isEqualTo(Alert.State.RESOLVED);
        assertThat(office.said())
                .endsWith(
                        "resolved by Ann: the switch was broken",
                        "resolved by Ann: the switch was broken");
    }

    @OnEachStore
    void whenOnlyTheOneThatLedIsOverTheOtherPagesOn(TestStore test) {
        var office = two(test);
        Alert search = office.alertOf("two");
        office.room.alerts().merge(ACME, search.id(), office.alertOf("one").id(), ANN);
        int before = office.paged().size();
        office.tell("one", "shop", true);
        office.run();
        assertThat(office.alertOf("two").state()).isEqualTo(Alert.State.TRIGGERED);
        assertThat(office.alertOf("two").nextStepAt()).isPresent();
        assertThat(office.alertOf("two").handling().mergedInto()).isEmpty();
        office.pass(Duration.ofMinutes(5));
        assertThat(office.paged()).hasSizeGreaterThan(before);
        assertThat(office.facts(PageDue.class).getLast().alert()).isEqualTo(search.id());
    }

    @OnEachStore
    void whatCannotBeMergedIsRefusedWithItsReason(TestStore test) {
        var office = two(test);
        var one = office.alertOf("one").id();
        var two = office.alertOf("two").id();
        assertThatThrownBy(() -> office.room.alerts().merge(ACME, one, one, ANN))
                .isInstanceOf(InvalidInput.class);
        office.room.alerts().merge(ACME, two, one, ANN);
        assertThatThrownBy(() -> office.room.alerts().merge(ACME, one, two, ANN))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("follows");
        office.room.alerts().resolve(ACME, one, ANN, "");
        assertThatThrownBy(() -> office.room.alerts().merge(ACME, one, two, ANN))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("resolved already");
    }

    @OnEachStore
    void mergingWhatLedOthersTakesThemAlong(TestStore test) {
        var office = two(test).service("mail", POLICY);
        office.tell("three", "mail", false);
        office.run();
        office.room
                .alerts()
                .merge(ACME, office.alertOf("two").id(), office.alertOf("one").id(), ANN);
        office.room
                .alerts()
                .merge(ACME, office.alertOf("one").id(), office.alertOf("three").id(), ANN);
        assertThat(office.alertOf("three").handling().others()).isEqualTo(2);
        assertThat(office.alertOf("two").handling().mergedInto())
                .contains(office.alertOf("three").id());
        assertThat(office.room.alerts().following(ACME, office.alertOf("three").id()))
                .extracting(Alert::title)
                .containsExactlyInAnyOrder("shop is down", "search is down");
    }

    @OnEachStore
    void aPriorityIsChangedAndSaid(TestStore test) {
        var office = new Office(test).annThenBob().opened();
        assertThat(office.alert().handling().priority()).isEqualTo(Priority.P1);
        office.room.alerts().prioritize(ACME, office.id(), Priority.P4, ANN);
        assertThat(office.alert().handling().priority()).isEqualTo(Priority.P4);
        assertThat(office.said()).last().isEqualTo("priority P4, by Ann");
        assertThat(office.facts(AlertChanged.class).getLast().what())
                .isEqualTo(AlertChanged.What.RANKED);
    }

    @OnEachStore
    void theWorstOfTheOpenOnesComesFirst(TestStore test) {
        var office = two(test);
        office.room.alerts().prioritize(ACME, office.alertOf("two").id(), Priority.P4, ANN);
        assertThat(office.room.alerts().open(ACME))
                .extracting(Alert::title)
                .containsExactly("shop is down", "search is down");
        office.room.alerts().prioritize(ACME, office.alertOf("one").id(), Priority.P5, ANN);
        assertThat(office.room.alerts().open(ACME))
                .extracting(Alert::title)
                .containsExactly("search is down", "shop is down");
        assertThat(office.room.alerts().open(ACME, 1, 5))
                .as("a part of the list")
                .extracting(Alert::title)
                .containsExactly("shop is down");
        assertThat(office.room.alerts().open(ACME, 0, 1))
                .extracting(Alert::title)
                .containsExactly("search is down");
    }

    @OnEachStore
    void thePageOfAPersonListsWhatConcernsThem(TestStore test) {
        var office = two(test);
        office.policy(new PolicyId("bobs"), "bob").service("mail", new PolicyId("bobs"));
        office.tell("three", "mail", false);
        office.run();
        assertThat(office.room.alerts().open(ACME, new PersonId("bob")))
                .extracting(Alert::title)
                .containsExactly("mail is down");
        office.room
                .alerts()
                .acknowledge(
                        ACME,
                        office.alertOf("one").id(),
                        new Actor(Actor.Kind.PERSON, "bob", "Bob"));
        assertThat(office.room.alerts().open(ACME, new PersonId("bob"))).hasSize(2);
    }

    private static Office two(TestStore test) {
        var office =
                new Office(test)
                        .policy(POLICY, "ann")
                        .service("shop", POLICY)
                        .service("search", POLICY);
        office.tell("one", "shop", false);
        office.tell("two", "search", false);
        return office.run();
    }
}
