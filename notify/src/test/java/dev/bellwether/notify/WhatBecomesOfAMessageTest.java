package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.DeliveryChanged.State;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Urgency;
import dev.bellwether.notify.Decision.Notice;
import dev.bellwether.notify.Delivery.Kind;
import dev.bellwether.notify.DeliveryEvent.Answered;
import dev.bellwether.notify.DeliveryEvent.LeaseLost;
import dev.bellwether.notify.DeliveryEvent.Leased;
import dev.bellwether.notify.DeliveryEvent.Receipt;
import dev.bellwether.notify.DeliveryEvent.Receipt.Said;
import dev.bellwether.notify.DeliveryEvent.ReceiptOverdue;
import dev.bellwether.notify.DeliveryEvent.Withdrawn;
import dev.bellwether.notify.Outcome.Delivered;
import dev.bellwether.notify.Outcome.GiveUp;
import dev.bellwether.notify.Outcome.Sent;
import dev.bellwether.notify.Outcome.TryAgain;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whatever a provider answers, and whenever it does, the message is told to somebody, taken back,
/// or said to have failed: by tables.
class WhatBecomesOfAMessageTest {
    private static final Instant T = Instant.parse("2026-05-01T08:00:00Z");
    private static final RetrySettings SETTINGS = RetrySettings.DEFAULT;
    private static final Withdrawn TAKEN_ON = new Withdrawn("Ada has it", false);
    private static final Withdrawn OVER = new Withdrawn("it is over", true);

    private final Decide decide = new Decide(SETTINGS);

    private Outbound after(Outbound message, DeliveryEvent... events) {
        Outbound now = message;
        for (DeliveryEvent event : events) {
            now = on(now, event).next();
        }
        return now;
    }

    private Decision on(Outbound message, DeliveryEvent event) {
        return decide.on(message, event, T, 0);
    }

    private static Outbound message(Kind kind, Channel... channels) {
        List<ContactMethod> methods =
                Arrays.stream(channels)
                        .map(channel ->
                                new ContactMethod("m-" + channel, channel, "to-" + channel, true))
                        .toList();
        return Outbound.queued(
                new DeliveryId("d1"),
                new OrganizationId("acme"),
                kind,
                Optional.of(new AlertId("a1")),
                Optional.empty(),
                Optional.empty(),
                methods,
                "Checkout is down",
                "text",
                T);
    }

    private static Outbound page() {
        return message(Kind.PAGE, Channel.SMS);
    }

    private static Answered first(Outcome outcome) {
        return new Answered(1, outcome);
    }

    private static final Leased LEASED = new Leased(T.plusSeconds(60));
    private static final Answered SENT = first(new Sent("SM1", Duration.ofMinutes(3)));

    private static List<State> said(Decision decision) {
        return decision.facts().stream().map(DeliveryChanged::state).toList();
    }

    @Test
    void whoTakesItUpHoldsItUntilThen() {
        Outbound leased = after(page(), LEASED);
        assertThat(leased.state()).isEqualTo(Delivery.State.SENDING);
        assertThat(leased.attempt()).isEqualTo(1);
        assertThat(leased.progress().leaseUntil()).contains(T.plusSeconds(60));
        assertThat(on(page(), LEASED).facts()).isEmpty();
    }

    @Test
    void whatAProviderTookWaitsForItsWord() {
        Decision sent = on(after(page(), LEASED), SENT);
        assertThat(sent.next().state()).isEqualTo(Delivery.State.SENT);
        assertThat(sent.next().progress().dueAt()).isEqualTo(T.plus(Duration.ofMinutes(3)));
        assertThat(said(sent)).containsExactly(State.SENT);
        assertThat(sent.facts().getFirst().detail()).isEqualTo("taken as SM1");
        // Somebody took it on meanwhile: its word is not waited for, and whoever gets it is told.
        Decision late = on(after(page(), LEASED, TAKEN_ON), SENT);
        assertThat(late.next().state()).isEqualTo(Delivery.State.DELIVERED);
        assertThat(late.notice()).isEqualTo(Notice.TAKEN_ON);
        assertThat(late.facts().getFirst().detail()).isEqualTo("sent as SM1");
    }

    @Test
    void aWordOfTheProviderCounts() {
        Outbound sending = after(page(), LEASED);
        Outbound sent = after(sending, SENT);
        Outbound again = after(sending, new LeaseLost(), LEASED);
        Outbound queued = after(sending, new LeaseLost());
        // message, attempt, what is said; then where it is and what is told
        Object[][] table = {
            {sent, 1, Said.ARRIVED, Delivery.State.DELIVERED, List.of(State.DELIVERED)},
            {sending, 1, Said.ARRIVED, Delivery.State.DELIVERED, List.of(State.DELIVERED)},
            {again, 1, Said.ARRIVED, Delivery.State.DELIVERED, List.of(State.DELIVERED)},
            {sent, 1, Said.ON_ITS_WAY, Delivery.State.SENT, List.of(State.SENT)},
            {sent, 2, Said.ON_ITS_WAY, Delivery.State.SENT, List.of()},
            {sending, 1, Said.ON_ITS_WAY, Delivery.State.SENDING, List.of()},
            {sent, 1, Said.REFUSED, Delivery.State.FAILED, List.of(State.GAVE_UP, State.FAILED)},
            {sending, 1, Said.REFUSED, Delivery.State.FAILED, List.of(State.GAVE_UP, State.FAILED)},
            {again, 1, Said.REFUSED, Delivery.State.SENDING, List.of()},
            {queued, 1, Said.REFUSED, Delivery.State.QUEUED, List.of()},
            {queued, 1, Said.ON_ITS_WAY, Delivery.State.QUEUED, List.of()},
        };
        for (Object[] row : table) {
            var receipt = new Receipt((int) row[1], (Said) row[2], "said so");
            Decision decision = on((Outbound) row[0], receipt);
            assertThat(decision.next().state()).as("%s", Arrays.toString(row)).isEqualTo(row[3]);
            assertThat(said(decision)).as("%s", Arrays.toString(row)).isEqualTo(row[4]);
            decision.facts().forEach(fact -> assertThat(fact.detail()).isEqualTo("said so"));
        }
        assertThat(on(after(sending, TAKEN_ON), new Receipt(1, Said.REFUSED, "no")).next().state())
                .isEqualTo(Delivery.State.CANCELLED);
    }

    @Test
    void whatHasEndedStaysAsItEnded() {
        Outbound delivered = after(page(), LEASED, first(new Delivered("ok")));
        Outbound failed = after(page(), LEASED, first(new GiveUp("no")));
        Outbound cancelled = after(page(), TAKEN_ON);
        for (Outbound ended : List.of(delivered, failed, cancelled)) {
            for (DeliveryEvent event :
                    List.of(
                            first(new Delivered("late")),
                            SENT,
                            first(Outcome.tryAgain("later")),
                            first(new GiveUp("never")),
                            new Receipt(1, Said.ARRIVED, "late"),
                            new Receipt(1, Said.REFUSED, "late"),
                            new LeaseLost(),
                            new ReceiptOverdue())) {
                Decision decision = on(ended, event);
                assertThat(decision)
                        .as("%s %s", ended.state(), event)
                        .isEqualTo(Decision.silent(ended));
            }
        }
        assertThat(on(failed, OVER)).isEqualTo(Decision.silent(failed));
        assertThat(on(cancelled, OVER)).isEqualTo(Decision.silent(cancelled));
    }

    @Test
    void anAnswerOfAnAttemptThatWasGivenUpChangesNothingUnlessItArrived() {
        Outbound queued = after(page(), LEASED, new LeaseLost());
        Outbound again = after(queued, LEASED);
        for (Outbound now : List.of(queued, again)) {
            for (Outcome outcome :
                    List.of(
                            new Sent("SM1", Duration.ofMinutes(3)),
                            Outcome.tryAgain("later"),
                            new GiveUp("never"))) {
                assertThat(on(now, first(outcome))).isEqualTo(Decision.silent(now));
            }
            Decision arrived = on(now, first(new Delivered("250 ok")));
            assertThat(arrived.next().state()).isEqualTo(Delivery.State.DELIVERED);
            assertThat(said(arrived)).containsExactly(State.DELIVERED);
            assertThat(arrived.next().progress().finishedAt()).contains(T);
            assertThat(arrived.next().progress().detail()).isEqualTo("250 ok");
        }
    }

    @Test
    void withoutAWordInTimeTheNextMethodIsTriedOrItMustDo() {
        Outbound sent = after(page(), LEASED, SENT);
        Instant due = T.plus(Duration.ofMinutes(3));
        assertThat(decide.on(sent, new ReceiptOverdue(), due.minusMillis(1), 0))
                .isEqualTo(Decision.silent(sent));
        Decision alone = decide.on(sent, new ReceiptOverdue(), due, 0);
        assertThat(alone.next().state()).isEqualTo(Delivery.State.DELIVERED);
        assertThat(alone.next().progress().detail()).isEqualTo("sent as SM1; no receipt came");
        Outbound two = after(message(Kind.PAGE, Channel.SMS, Channel.VOICE), LEASED, SENT);
        Decision next = decide.on(two, new ReceiptOverdue(), due, 0);
        assertThat(next.next().state()).isEqualTo(Delivery.State.QUEUED);
        assertThat(next.next().channel()).isEqualTo(Channel.VOICE);
        assertThat(next.next().possibleDuplicate()).isTrue();
        assertThat(said(next)).containsExactly(State.GAVE_UP);
        assertThat(next.facts().getFirst().possibleDuplicate()).isTrue();
        // What is being sent has nothing to wait for.
        Outbound sending = after(page(), LEASED);
        assertThat(decide.on(sending, new ReceiptOverdue(), due, 0))
                .isEqualTo(Decision.silent(sending));
    }

    @Test
    void laterIsTriedAgainUntilAnotherMethodOrTheEndIsSooner() {
        // kind, channels, at, asked to wait; then the state, the channel, and whether it is parked
        Duration asked = Duration.ofMinutes(2);
        Duration total = SETTINGS.total();
        Duration mail = SETTINGS.totalForMail();
        Duration week = Duration.ofDays(7);
        var sms = new Channel[] {Channel.SMS};
        var both = new Channel[] {Channel.SMS, Channel.VOICE};
        var pager = new Channel[] {Channel.PAGERDUTY};
        Object[][] table = {
            {Kind.PAGE, sms, Duration.ZERO, asked, "QUEUED SMS"},
            {Kind.PAGE, sms, total.minus(asked), asked, "QUEUED SMS"},
            {Kind.PAGE, sms, total.minus(asked).plusNanos(1), asked, "FAILED SMS parked"},
            {Kind.PAGE, both, Duration.ZERO, asked, "QUEUED SMS"},
            {Kind.PAGE, both, Duration.ofNanos(1), asked, "QUEUED VOICE parked"},
            {Kind.MAIL, sms, total, asked, "QUEUED SMS"},
            {Kind.MAIL, sms, mail.minus(asked), asked, "QUEUED SMS"},
            {Kind.MAIL, sms, mail, asked, "FAILED SMS"},
            {Kind.RESOLVED, sms, total.minus(asked), asked, "QUEUED SMS"},
            {Kind.RESOLVED, sms, total, asked, "FAILED SMS"},
            {Kind.RESOLVED, pager, total, asked, "QUEUED PAGERDUTY"},
            {Kind.ACKNOWLEDGED, pager, mail, asked, "FAILED PAGERDUTY"},
            {Kind.BACKLOG, sms, mail, asked, "QUEUED SMS"},
            {Kind.BACKLOG, sms, week.minus(asked), asked, "QUEUED SMS"},
            {Kind.BACKLOG, sms, week, asked, "FAILED SMS"},
        };
        for (Object[] row : table) {
            Outbound sending = after(message((Kind) row[0], (Channel[]) row[1]), LEASED);
            var answer = first(new TryAgain(Optional.of((Duration) row[3]), "451 later", false));
            Decision decision = decide.on(sending, answer, T.plus((Duration) row[2]), 0);
            assertThat(
                            decision.next().state()
                                    + " "
                                    + decision.next().channel()
                                    + (decision.parked().isPresent() ? " parked" : ""))
                    .as("%s %s", row[0], row[2])
                    .isEqualTo(row[4]);
        }
    }

    @Test
    void aRetryIsSaidAndABacklogsIsNot() {
        var later = first(new TryAgain(Optional.of(Duration.ofSeconds(90)), "busy", false));
        Decision page = on(after(page(), LEASED), later);
        assertThat(said(page)).containsExactly(State.TRYING_AGAIN);
        assertThat(page.next().progress().dueAt()).isEqualTo(T.plusSeconds(90));
        assertThat(page.next().possibleDuplicate()).isFalse();
        assertThat(
                        on(after(page(), LEASED), first(Outcome.mayHaveArrived("cut")))
                                .next()
                                .possibleDuplicate())
                .isTrue();
        Outbound backlog = after(message(Kind.BACKLOG, Channel.SMS), LEASED);
        assertThat(said(on(backlog, later))).isEmpty();
        assertThat(on(backlog, later).next().progress().dueAt())
                .isEqualTo(T.plus(Duration.ofMinutes(2)));
        var muchLater = first(new TryAgain(Optional.of(Duration.ofMinutes(5)), "busy", true));
        assertThat(on(backlog, muchLater).next().progress().dueAt())
                .isEqualTo(T.plus(Duration.ofMinutes(5)));
        assertThat(on(backlog, muchLater).next().possibleDuplicate()).isFalse();
    }

    @Test
    void whatIsTakenBackIsNotSentAgain() {
        Outbound sending = after(page(), LEASED, TAKEN_ON);
        for (DeliveryEvent event :
                List.of(
                        first(Outcome.tryAgain("later")),
                        first(new GiveUp("never")),
                        new LeaseLost())) {
            Decision decision = on(sending, event);
            assertThat(decision.next().state()).isEqualTo(Delivery.State.CANCELLED);
            assertThat(decision.next().progress().detail()).isEqualTo("Ada has it");
            assertThat(said(decision)).containsExactly(State.CANCELLED);
            assertThat(decision.notice()).isEqualTo(Notice.NONE);
        }
        Decision queued = on(page(), OVER);
        assertThat(said(queued)).containsExactly(State.CANCELLED);
        assertThat(queued.next().progress().detail()).isEqualTo("it is over");
        Decision sent = on(after(page(), LEASED, SENT), OVER);
        assertThat(sent.next().state()).isEqualTo(Delivery.State.DELIVERED);
        assertThat(sent.next().progress().detail()).isEqualTo("sent as SM1; it is over");
        assertThat(sent.notice()).isEqualTo(Notice.OVER);
        assertThat(said(on(sending, OVER))).isEmpty();
    }

    @Test
    void onlyWhoGotAPageHearsWhatBecameOfIt() {
        for (Kind kind : Kind.values()) {
            Outbound delivered =
                    after(message(kind, Channel.SMS), LEASED, first(new Delivered("ok")));
            Decision decision = on(delivered, OVER);
            assertThat(decision.next().state()).isEqualTo(Delivery.State.DELIVERED);
            assertThat(decision.notice())
                    .as("%s", kind)
                    .isEqualTo(kind == Kind.PAGE ? Notice.OVER : Notice.NONE);
        }
        var merged = new Withdrawn("merged", true, Optional.of("Payments"));
        assertThat(after(page(), merged).caveats().goesOnAs()).contains("Payments");
    }

    @Test
    void aLostLeaseIsMarkedAndSaid() {
        Decision lost = on(after(page(), LEASED), new LeaseLost());
        assertThat(said(lost)).containsExactly(State.TRYING_AGAIN);
        assertThat(lost.next().progress().dueAt()).isEqualTo(T);
        assertThat(lost.facts().getFirst().possibleDuplicate()).isTrue();
        assertThat(on(page(), new LeaseLost())).isEqualTo(Decision.silent(page()));
    }

    @Test
    void pausesDoubleUpToTheLongestAndHalfOfThemIsLuck() {
        var backoff = new Backoff(SETTINGS);
        // tries, luck, asked for, pause in milliseconds
        Object[][] table = {
            {1, 0.0, 0, 1_000},
            {1, 0.999, 0, 1_999},
            {2, 0.0, 0, 2_000},
            {5, 0.0, 0, 16_000},
            {6, 0.0, 0, 30_000},
            {6, 0.5, 0, 45_000},
            {31, 0.0, 0, 30_000},
            {200, 0.0, 0, 30_000},
            {1, 0.0, 1_000, 1_000},
            {1, 0.0, 1_001, 1_001},
            {1, 0.0, 599_999, 599_999},
            {1, 0.0, 600_001, 600_000},
        };
        for (Object[] row : table) {
            Duration asked = Duration.ofMillis((int) row[2]);
            Duration pause =
                    backoff.pause(
                            (int) row[0],
                            asked.isZero() ? Optional.empty() : Optional.of(asked),
                            (double) row[1]);
            assertThat(pause.toMillis()).as("%s", Arrays.toString(row)).isEqualTo((int) row[3]);
        }
    }

    @Test
    void onlyALoudPageRingsOnWhereItRings() {
        for (Channel channel : Channel.values()) {
            Outbound loud = message(Kind.PAGE, channel);
            assertThat(Following.ringsOn(loud)).isEqualTo(channel == Channel.PUSHOVER);
            assertThat(Following.ringsOn(loud.hurrying(Urgency.LOW))).isFalse();
            assertThat(Following.follows(channel))
                    .isEqualTo(
                            List.of(Channel.PAGERDUTY, Channel.OPSGENIE, Channel.PUSHOVER)
                                    .contains(channel));
        }
    }
}
