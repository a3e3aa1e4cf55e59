package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.AlertId;
import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.model.DeliveryId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.notify.Decision.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A page ends delivered, cancelled, or failed after every contact method was tried; and says so.
class DecideTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
    private final Decide decide = new Decide(RetrySettings.DEFAULT);

    @Test
    void whenTheProviderSaysNeverTheNextContactMethodIsDueAtOnce() {
        Decision decision = answer(leased(page(2)), new Outcome.GiveUp("550 no such user"));
        assertThat(decision.next().state()).isEqualTo(Delivery.State.QUEUED);
        assertThat(decision.next().route().method()).isEqualTo(1);
        assertThat(decision.next().progress().dueAt()).isEqualTo(START);
        assertThat(decision.facts())
                .extracting(DeliveryChanged::state)
                .containsExactly(DeliveryChanged.State.GAVE_UP);
    }

    @Test
    void whenAllMethodsFailedItSaysFailed() {
        Decision decision = answer(leased(page(1)), new Outcome.GiveUp("550"));
        assertThat(decision.next().state()).isEqualTo(Delivery.State.FAILED);
        assertThat(decision.facts())
                .extracting(DeliveryChanged::state)
                .containsExactly(DeliveryChanged.State.GAVE_UP, DeliveryChanged.State.FAILED);
    }

    @Test
    void aLeaseThatRanOutIsSentAgainAndMarked() {
        Outbound next = decide.on(leased(page(1)), new DeliveryEvent.LeaseLost(), START, 0).next();
        assertThat(next.state()).isEqualTo(Delivery.State.QUEUED);
        assertThat(next.possibleDuplicate()).isTrue();
    }

    @Test
    void anAnswerThatComesAfterItsLeaseWasLostStillCountsAsDelivered() {
        Outbound first = leased(page(1));
        Outbound again = decide.on(first, new DeliveryEvent.LeaseLost(), START, 0).next();
        Decision late =
                decide.on(
                        again,
                        new DeliveryEvent.Answered(1, new Outcome.Delivered("250")),
                        START,
                        0);
        assertThat(late.next().state()).isEqualTo(Delivery.State.DELIVERED);
    }

    @Test
    void whatIsUnderWayWhenTheAlertIsAcknowledgedIsNotRetried() {
        Outbound sending =
                decide.on(
                                leased(page(1)),
                                new DeliveryEvent.Withdrawn("acknowledged", false),
                                START,
                                0)
                        .next();
        assertThat(sending.state()).isEqualTo(Delivery.State.SENDING);
        assertThat(answer(sending, Outcome.tryAgain("451")).next().state())
                .isEqualTo(Delivery.State.CANCELLED);
    }

    @Test
    void whoeverGotItIsToldAfterwardsWhatBecameOfIt() {
        var takenOn = new DeliveryEvent.Withdrawn("acknowledged", false);
        var over = new DeliveryEvent.Withdrawn("resolved", true);
        var arrives = new Outcome.Delivered("ok");
        Outbound sending = leased(page(1));
        Outbound arrived = answer(sending, arrives).next();
        assertThat(answer(sending, arrives).notice()).isEqualTo(Notice.NONE);
        assertThat(on(arrived, takenOn).notice()).isEqualTo(Notice.TAKEN_ON);
        assertThat(on(arrived, over).notice()).isEqualTo(Notice.OVER);
        // What is under way is told when it has arrived, and what never leaves is not told of.
        assertThat(on(sending, takenOn).notice()).isEqualTo(Notice.NONE);
        assertThat(answer(on(sending, takenOn).next(), arrives).notice())
                .isEqualTo(Notice.TAKEN_ON);
        assertThat(answer(on(on(sending, takenOn).next(), over).next(), arrives).notice())
                .isEqualTo(Notice.OVER);
        assertThat(answer(on(sending, over).next(), new Outcome.GiveUp("no")).notice())
                .isEqualTo(Notice.NONE);
        assertThat(on(page(1), over).notice()).isEqualTo(Notice.NONE);
    }

    private Decision on(Outbound message, DeliveryEvent event) {
        return decide.on(message, event, START, 0);
    }

    @Test
    void pausesGrowWithJitterAndHonourRetryAfter() {
        var backoff = new Backoff(RetrySettings.DEFAULT);
        assertThat(backoff.pause(1, Optional.empty(), 0)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.pause(3, Optional.empty(), 0.5)).isEqualTo(Duration.ofSeconds(6));
        assertThat(backoff.pause(60, Optional.empty(), 0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.pause(1, Optional.of(Duration.ofSeconds(90)), 0))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(backoff.pause(1, Optional.of(Duration.ofDays(3)), 0))
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void everyWalkEndsAndEachEndIsSaidOnce() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            Outbound message = page(1 + random.nextInt(3));
            Instant now = START;
            var ends = new ArrayList<DeliveryChanged.State>();
            int steps = 0;
            while (message.progress().finishedAt().isEmpty()) {
                assertThat(++steps).as("seed %d ends", seed).isLessThan(500);
                now =
                        message.progress().dueAt().isAfter(now)
                                ? message.progress().dueAt()
                                : now.plusSeconds(1);
                DeliveryEvent event =
                        message.state() == Delivery.State.QUEUED
                                ? new DeliveryEvent.Leased(now.plusSeconds(60))
                                : event(random, message);
                Decision decision = decide.on(message, event, now, random.nextDouble());
                if (message.possibleDuplicate()) {
                    assertThat(decision.next().possibleDuplicate()).isTrue();
                }
                message = decision.next();
                decision.facts().stream()
                        .map(DeliveryChanged::state)
                        .filter(s -> isEnd(s))
                        .forEach(ends::add);
            }
            assertThat(ends).as("seed %d", seed).hasSize(1);
        }
    }

    private static boolean isEnd(DeliveryChanged.State state) {
        return switch (state) {
            case DELIVERED, FAILED, CANCELLED -> true;
            case QUEUED, SENT, TRYING_AGAIN, GAVE_UP -> false;
        };
    }

    private static DeliveryEvent event(Random random, Outbound message) {
        return switch (random.nextInt(14)) {
            case 0 -> new DeliveryEvent.LeaseLost();
            case 1 ->
                    new DeliveryEvent.Withdrawn(
                            "resolved",
                            random.nextBoolean(),
                            random.nextBoolean() ? Optional.of("Other") : Optional.empty());
            case 2 ->
                    new DeliveryEvent.Answered(message.attempt(), new Outcome.Delivered("250 ok"));
            case 3 -> new DeliveryEvent.Answered(message.attempt(), new Outcome.GiveUp("550"));
            case 4 -> new DeliveryEvent.Answered(message.attempt() - 1, Outcome.tryAgain("old"));
            case 5, 6 ->
                    new DeliveryEvent.Answered(
                            message.attempt(), new Outcome.Sent("SM1", Duration.ofMinutes(3)));
            case 7, 8 ->
                    new DeliveryEvent.Receipt(
                            message.attempt() - random.nextInt(2),
                            DeliveryEvent.Receipt.Said.values()[random.nextInt(3)],
                            "said");
            case 9 -> new DeliveryEvent.ReceiptOverdue();
            default -> new DeliveryEvent.Answered(message.attempt(), Outcome.tryAgain("451"));
        };
    }

    @Test
    void aMessageIsStoredFlatAsItWasBeforeItHadParts() {
        String stored = dev.bellwether.store.Json.write(leased(page(2)));
        assertThat(stored).contains("\"kind\":\"PAGE\"", "\"method\":0", "\"attempt\":1");
        assertThat(stored).doesNotContain("\"progress\"", "\"route\"", "\"said\"");
        assertThat(dev.bellwether.store.Json.read(stored, Outbound.class))
                .isEqualTo(leased(page(2)));
    }

    private Outbound leased(Outbound message) {
        return decide.on(message, new DeliveryEvent.Leased(START.plusSeconds(60)), START, 0).next();
    }

    private Decision answer(Outbound message, Outcome outcome) {
        return decide.on(message, new DeliveryEvent.Answered(message.attempt(), outcome), START, 0);
    }

    private static Outbound page(int methods) {
        var contacts = new ArrayList<ContactMethod>();
        for (int i = 0; i < methods; i++) {
            contacts.add(new ContactMethod("m" + i, Channel.EMAIL, "a" + i + "@b.example", true));
        }
        return Outbound.queued(
                new DeliveryId("d1"),
                new OrganizationId("acme"),
                Delivery.Kind.PAGE,
                Optional.of(new AlertId("a1")),
                Optional.empty(),
                Optional.empty(),
                List.copyOf(contacts),
                "Checkout is down",
                "text",
                START);
    }
}
