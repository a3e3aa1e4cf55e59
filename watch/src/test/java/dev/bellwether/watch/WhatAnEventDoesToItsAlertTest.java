package dev.bellwether.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.AlertAsk;
import dev.bellwether.model.InboundAlert;
import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.InboundSignal.What;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.IntegrationId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Severity;
import dev.bellwether.watch.InboundEvent.Action;
import dev.bellwether.watch.InboundMachine.Around;
import dev.bellwether.watch.InboundMachine.Decision;
import dev.bellwether.watch.InboundState.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a sender says of an alert does what PagerDuty's own server would do with it: by tables.
class WhatAnEventDoesToItsAlertTest {
    private static final Instant T = Instant.parse("2026-03-04T05:06:07Z");
    private static final Instant LATER = T.plusSeconds(60);
    private static final Integration INTEGRATION =
            new Integration(
                    new IntegrationId("i1"),
                    new OrganizationId("acme"),
                    "Grafana of the shop",
                    "grafana",
                    new ServiceId("shop"),
                    true,
                    100,
                    Optional.empty(),
                    Optional.empty());
    private static final Routed NOWHERE =
            new Routed(true, Optional.empty(), Optional.empty(), Optional.empty(), "to nowhere");
    private static final Routed ELSEWHERE =
            new Routed(
                    false,
                    Optional.of(new ServiceId("payments")),
                    Optional.of(new PolicyId("night")),
                    Optional.of(Priority.P2),
                    "rule 3");

    private static Around around(Routed route, String... silences) {
        return new Around(INTEGRATION, route, List.of(silences), new IncidentId("inc-1"), T);
    }

    private static Around later(Routed route, String... silences) {
        return new Around(INTEGRATION, route, List.of(silences), new IncidentId("inc-2"), LATER);
    }

    private static InboundEvent trigger(Severity severity) {
        return InboundEvent.trigger("disk-7", severity, "Disk 7 is full")
                .from("db-1")
                .tagged(Map.of("team", "data"))
                .telling("97 %")
                .at("https://grafana.example/7");
    }

    private static InboundEvent about(Action action) {
        return InboundEvent.about("disk-7", action, "said");
    }

    private static Decision on(InboundState open, InboundEvent event, Around around) {
        return InboundMachine.on(Optional.ofNullable(open), event, around);
    }

    private static InboundState open(Around around) {
        return InboundMachine.on(Optional.empty(), trigger(Severity.ERROR), around)
                .after()
                .orElseThrow();
    }

    private static final InboundState RAISED = open(around(Routed.AS_IT_IS));
    private static final InboundState SILENCED = open(around(Routed.AS_IT_IS, "quiet"));
    private static final InboundState DROPPED = open(around(NOWHERE));

    @Test
    void theFirstIsRaisedHeldOrDropped() {
        Object[][] table = {
            {around(Routed.AS_IT_IS), Standing.RAISED, What.RAISED, InboundDid.OPENED},
            {around(ELSEWHERE), Standing.RAISED, What.RAISED, InboundDid.OPENED},
            {around(Routed.AS_IT_IS, "quiet"), Standing.SILENCED, null, InboundDid.SILENCED},
            {around(NOWHERE), Standing.DROPPED, What.DROPPED, InboundDid.DROPPED},
            {around(NOWHERE, "quiet"), Standing.DROPPED, What.DROPPED, InboundDid.DROPPED},
        };
        for (Object[] row : table) {
            Decision decision = on(null, trigger(Severity.ERROR), (Around) row[0]);
            is(decision, (Standing) row[1], (What) row[2], (InboundDid) row[3]);
            InboundState state = decision.after().orElseThrow();
            assertThat(state.count()).isEqualTo(1);
            assertThat(state.acknowledged()).isFalse();
            assertThat(state.seenAt()).isEqualTo(T);
            assertThat(state.route()).isEqualTo(((Around) row[0]).route().why());
            assertThat(state.silencedBy())
                    .isEqualTo(row[1] == Standing.SILENCED ? List.of("quiet") : List.of());
        }
    }

    private static void is(Decision decision, Standing standing, What what, InboundDid did) {
        assertThat(decision.after().orElseThrow().standing()).isEqualTo(standing);
        assertThat(decision.what()).isEqualTo(Optional.ofNullable(what));
        assertThat(decision.did()).isEqualTo(did);
        assertThat(decision.ended()).isFalse();
    }

    @Test
    void theAlertSaysWhatItsSenderSaidAndGoesWhereItsRouteSends() {
        InboundAlert plain = RAISED.alert();
        assertThat(plain.incident().value()).isEqualTo("inc-1");
        assertThat(plain.service()).isEqualTo(new ServiceId("shop"));
        assertThat(plain.sender()).isEqualTo("Grafana of the shop");
        assertThat(plain.key()).isEqualTo("disk-7");
        assertThat(plain.summary()).isEqualTo("Disk 7 is full");
        assertThat(plain.source()).isEqualTo("db-1");
        assertThat(plain.details()).isEqualTo("97 %");
        assertThat(plain.link()).isEqualTo("https://grafana.example/7");
        assertThat(plain.tags()).isEqualTo(Map.of("team", "data"));
        assertThat(plain.published()).isTrue();
        assertThat(plain.paging()).isEqualTo(InboundAlert.Paging.AS_THE_SERVICE_SAYS);
        InboundAlert routed =
                on(null, trigger(Severity.ERROR).prior(Optional.of(Priority.P5)), around(ELSEWHERE))
                        .after()
                        .orElseThrow()
                        .alert();
        assertThat(routed.service()).isEqualTo(new ServiceId("payments"));
        assertThat(routed.paging().policy()).contains(new PolicyId("night"));
        assertThat(routed.paging().priority()).contains(Priority.P2);
        InboundAlert own =
                on(
                                null,
                                trigger(Severity.ERROR).prior(Optional.of(Priority.P5)),
                                around(Routed.AS_IT_IS))
                        .after()
                        .orElseThrow()
                        .alert();
        assertThat(own.paging().priority()).contains(Priority.P5);
    }

    @Test
    void itBeganWhenItsSenderSaysButNotInTheFuture() {
        Object[][] table = {
            {Optional.empty(), T},
            {Optional.of(T.minusSeconds(90)), T.minusSeconds(90)},
            {Optional.of(T), T},
            {Optional.of(T.plusSeconds(90)), T},
        };
        for (Object[] row : table) {
            @SuppressWarnings("unchecked")
            var said = (Optional<Instant>) row[0];
            InboundEvent event = trigger(Severity.ERROR).between(said, Optional.of(LATER));
            InboundState state = on(null, event, around(Routed.AS_IT_IS)).after().orElseThrow();
            assertThat(state.alert().startedAt()).isEqualTo(row[1]);
            assertThat(state.endsAt()).contains(LATER);
        }
    }

    @Test
    void aTriggerWithoutAKeyIsAlwaysANewAlert() {
        InboundEvent nameless =
                new InboundEvent(
                        Action.TRIGGER,
                        Optional.empty(),
                        Severity.ERROR,
                        "Disk",
                        "",
                        Map.of(),
                        "",
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "");
        InboundAlert alert =
                on(null, nameless, around(Routed.AS_IT_IS)).after().orElseThrow().alert();
        assertThat(alert.key()).isEqualTo(alert.incident().value());
    }

    @Test
    void saidAgainItIsTheSameAlertAndOnlyAChangeIsTold() {
        Object[][] table = {
            {
                RAISED,
                Severity.ERROR,
                later(Routed.AS_IT_IS),
                Standing.RAISED,
                null,
                InboundDid.SEEN_AGAIN
            },
            {
                RAISED,
                Severity.CRITICAL,
                later(Routed.AS_IT_IS),
                Standing.RAISED,
                What.CHANGED,
                InboundDid.CHANGED
            },
            // What was raised stays so, whatever silences or routes say since.
            {RAISED, Severity.ERROR, later(NOWHERE), Standing.RAISED, null, InboundDid.SEEN_AGAIN},
            {
                RAISED,
                Severity.ERROR,
                later(Routed.AS_IT_IS, "q"),
                Standing.RAISED,
                null,
                InboundDid.SEEN_AGAIN
            },
            {
                SILENCED,
                Severity.ERROR,
                later(Routed.AS_IT_IS, "q"),
                Standing.SILENCED,
                null,
                InboundDid.SILENCED
            },
            {
                SILENCED,
                Severity.ERROR,
                later(Routed.AS_IT_IS),
                Standing.RAISED,
                What.RAISED,
                InboundDid.OPENED
            },
            {
                SILENCED,
                Severity.ERROR,
                later(NOWHERE),
                Standing.DROPPED,
                What.DROPPED,
                InboundDid.DROPPED
            },
            {DROPPED, Severity.ERROR, later(NOWHERE), Standing.DROPPED, null, InboundDid.DROPPED},
            {
                DROPPED,
                Severity.ERROR,
                later(Routed.AS_IT_IS),
                Standing.RAISED,
                What.RAISED,
                InboundDid.OPENED
            },
            {
                DROPPED,
                Severity.ERROR,
                later(Routed.AS_IT_IS, "q"),
                Standing.SILENCED,
                null,
                InboundDid.SILENCED
            },
        };
        for (Object[] row : table) {
            InboundEvent event =
                    InboundEvent.trigger("disk-7", (Severity) row[1], "Disk 7 is quite full")
                            .prior(Optional.of(Priority.P1))
                            .between(Optional.of(LATER), Optional.of(LATER.plusSeconds(5)));
            Decision decision = on((InboundState) row[0], event, (Around) row[2]);
            is(decision, (Standing) row[3], (What) row[4], (InboundDid) row[5]);
            InboundState state = decision.after().orElseThrow();
            InboundAlert before = ((InboundState) row[0]).alert();
            assertThat(state.count()).isEqualTo(2);
            assertThat(state.seenAt()).isEqualTo(LATER);
            assertThat(state.endsAt()).contains(LATER.plusSeconds(5));
            assertThat(state.alert().summary()).isEqualTo("Disk 7 is quite full");
            assertThat(state.alert().severity()).isEqualTo(row[1]);
            // Where it went and when it began stay.
            assertThat(state.alert().incident()).isEqualTo(before.incident());
            assertThat(state.alert().service()).isEqualTo(before.service());
            assertThat(state.alert().startedAt()).isEqualTo(before.startedAt());
            assertThat(state.alert().paging()).isEqualTo(before.paging());
        }
        assertThat(
                        on(RAISED, trigger(Severity.ERROR), later(Routed.AS_IT_IS, "q"))
                                .after()
                                .orElseThrow()
                                .silencedBy())
                .containsExactly("q");
    }

    @Test
    void countingStopsAtTheMost() {
        var often =
                new InboundState(
                        RAISED.alert(),
                        Standing.RAISED,
                        true,
                        Integer.MAX_VALUE,
                        T,
                        Optional.empty(),
                        List.of(),
                        "");
        InboundState again =
                on(often, trigger(Severity.ERROR), later(Routed.AS_IT_IS)).after().orElseThrow();
        assertThat(again.count()).isEqualTo(Integer.MAX_VALUE);
        assertThat(again.acknowledged()).isTrue();
    }

    @Test
    void ofWhatIsNotOpenOnlyATriggerDoesAnything() {
        for (Action action : Action.values()) {
            if (action != Action.TRIGGER) {
                Decision decision = on(null, about(action), around(Routed.AS_IT_IS));
                assertThat(decision)
                        .isEqualTo(
                                new Decision(
                                        Optional.empty(),
                                        false,
                                        Optional.empty(),
                                        InboundDid.NOTHING_OPEN));
            }
        }
    }

    @Test
    void whatOpenedNothingIsToldToNobody() {
        Map<Action, What> told =
                Map.of(
                        Action.ACKNOWLEDGE, What.ACKNOWLEDGED,
                        Action.RESOLVE, What.RESOLVED,
                        Action.NOTE, What.NOTED,
                        Action.TAG, What.NOTED,
                        Action.UNTAG, What.NOTED,
                        Action.ASK, What.ASKED);
        told.forEach((action, what) -> {
            assertThat(on(RAISED, about(action), later(Routed.AS_IT_IS)).what()).contains(what);
            for (InboundState state : List.of(SILENCED, DROPPED)) {
                Decision decision = on(state, about(action), later(Routed.AS_IT_IS));
                assertThat(decision.what()).isEmpty();
                assertThat(decision.after().orElseThrow().standing()).isEqualTo(state.standing());
                assertThat(decision.ended()).isEqualTo(action == Action.RESOLVE);
            }
        });
        Map<Action, InboundDid> did =
                Map.of(
                        Action.ACKNOWLEDGE, InboundDid.ACKNOWLEDGED,
                        Action.RESOLVE, InboundDid.RESOLVED,
                        Action.NOTE, InboundDid.NOTED,
                        Action.TAG, InboundDid.TAGGED,
                        Action.UNTAG, InboundDid.TAGGED,
                        Action.ASK, InboundDid.ASKED);
        did.forEach((action, what) ->
                assertThat(on(RAISED, about(action), later(Routed.AS_IT_IS)).did())
                        .isEqualTo(what));
    }

    @Test
    void anAcknowledgementIsToldOnceAndStands() {
        InboundState taken =
                on(RAISED, about(Action.ACKNOWLEDGE), later(Routed.AS_IT_IS)).after().orElseThrow();
        assertThat(taken.acknowledged()).isTrue();
        Decision again = on(taken, about(Action.ACKNOWLEDGE), later(Routed.AS_IT_IS));
        assertThat(again.what()).isEmpty();
        assertThat(again.after().orElseThrow().acknowledged()).isTrue();
        InboundState triggered =
                on(taken, trigger(Severity.CRITICAL), later(Routed.AS_IT_IS)).after().orElseThrow();
        assertThat(triggered.acknowledged()).isTrue();
    }

    @Test
    void whoeverLetsGoHasItNoLongerAndOtherAsksLeaveIt() {
        InboundState taken = RAISED.acknowledge();
        InboundEvent letGo = InboundEvent.ask("disk-7", new AlertAsk.LetGo(), "");
        InboundEvent rank = InboundEvent.ask("disk-7", new AlertAsk.Rank(Priority.P1), "");
        Around now = later(Routed.AS_IT_IS);
        assertThat(on(taken, letGo, now).after().orElseThrow().acknowledged()).isFalse();
        assertThat(on(taken, rank, now).after().orElseThrow().acknowledged()).isTrue();
    }

    @Test
    void tagsComeAndGoByName() {
        Around now = later(Routed.AS_IT_IS);
        InboundEvent more = about(Action.TAG).tagged(Map.of("team", "core", "zone", "b"));
        InboundState tagged = on(RAISED, more, now).after().orElseThrow();
        assertThat(tagged.alert().tags()).isEqualTo(Map.of("team", "core", "zone", "b"));
        InboundEvent less = about(Action.UNTAG).tagged(Map.of("team", ""));
        InboundState fewer = on(tagged, less, now).after().orElseThrow();
        assertThat(fewer.alert().tags()).isEqualTo(Map.of("zone", "b"));
        assertThat(fewer.alert().incident()).isEqualTo(RAISED.alert().incident());
        assertThat(fewer.alert().summary()).isEqualTo(RAISED.alert().summary());
    }

    @Test
    void itsEndIsNow() {
        Decision decision = on(RAISED, InboundEvent.resolve("disk-7"), later(Routed.AS_IT_IS));
        assertThat(decision.ended()).isTrue();
        assertThat(decision.after().orElseThrow().endsAt()).contains(LATER);
    }

    @Test
    void whatIsOpenedUnderAnotherNameKeepsAllElse() {
        InboundAlert renamed =
                InboundMachine.renamed(RAISED.alert(), new IncidentId("other"), LATER);
        assertThat(renamed.incident()).isEqualTo(new IncidentId("other"));
        assertThat(renamed.startedAt()).isEqualTo(LATER);
        assertThat(InboundMachine.renamed(renamed, RAISED.alert().incident(), T))
                .isEqualTo(RAISED.alert());
    }
}
