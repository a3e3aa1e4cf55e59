package dev.bellwether.notify;

import dev.bellwether.model.DeliveryChanged;
import dev.bellwether.notify.Decision.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The life of a message. Pure: the same state, event, time and luck give the same decision.
///
/// ```
/// QUEUED ──leased──► SENDING ──delivered──► DELIVERED
///   ▲  ▲                │ │ │                  ▲ receipt
///   │  │                │ │ └──sent──► SENT ───┤
///   │  │                │ │            └─refused, like given up
///   │  │                │ └──given up, no method left──► FAILED
///   │  └─next method────┘ │
///   └──try again, lease lost          QUEUED ──withdrawn──► CANCELLED
/// ```
final class Decide {
    /// What a channel that is down could not tell is kept so long.
    private static final Duration BACKLOG = Duration.ofDays(7);

    private static final Duration BACKLOG_PAUSE = Duration.ofMinutes(2);

    private final Backoff backoff;
    private final RetrySettings settings;

    Decide(RetrySettings settings) {
        this.settings = settings;
        this.backoff = new Backoff(settings);
    }

    /// @param luck uniform in [0, 1), spreads retries
    Decision on(Outbound message, DeliveryEvent event, Instant now, double luck) {
        return switch (event) {
            case DeliveryEvent.Leased leased -> Decision.silent(message.leased(leased.until()));
            case DeliveryEvent.Answered answered -> answered(message, answered, now, luck);
            case DeliveryEvent.LeaseLost _ -> leaseLost(message, now);
            case DeliveryEvent.Receipt receipt -> receipt(message, receipt, now);
            case DeliveryEvent.ReceiptOverdue _ -> overdue(message, now);
            case DeliveryEvent.Withdrawn withdrawn -> withdrawn(message, withdrawn, now);
        };
    }

    private Decision answered(
            Outbound message, DeliveryEvent.Answered answered, Instant now, double luck) {
        if (message.progress().finishedAt().isPresent()) {
            return Decision.silent(message);
        }
        boolean late =
                message.state() != Delivery.State.SENDING
                        || message.attempt() != answered.attempt();
        return switch (answered.outcome()) {
            case Outcome.Delivered delivered ->
                    finished(
                            message,
                            Delivery.State.DELIVERED,
                            DeliveryChanged.State.DELIVERED,
                            delivered.receipt(),
                            now);
            case Outcome.Sent _ when late -> Decision.silent(message);
            case Outcome.Sent sent -> sent(message, sent, now);
            case Outcome.TryAgain _ when late -> Decision.silent(message);
            case Outcome.GiveUp _ when late -> Decision.silent(message);
            case Outcome.TryAgain _ when message.caveats().withdrawn().isPresent() ->
                    cancelled(message, message.caveats().withdrawn().get(), now);
            case Outcome.GiveUp _ when message.caveats().withdrawn().isPresent() ->
                    cancelled(message, message.caveats().withdrawn().get(), now);
            case Outcome.TryAgain tryAgain -> tryAgain(message, tryAgain, now, luck);
            case Outcome.GiveUp giveUp -> giveUp(message, giveUp.why(), now);
        };
    }

    private static Decision sent(Outbound message, Outcome.Sent sent, Instant now) {
        if (message.caveats().withdrawn().isPresent()) {
            return finished(
                    message,
                    Delivery.State.DELIVERED,
                    DeliveryChanged.State.DELIVERED,
                    "sent as " + sent.receipt(),
                    now);
        }
        Outbound next = message.sent(now.plus(sent.patience()), sent.receipt());
        return new Decision(
                next,
                List.of(
                        Decision.fact(
                                next, DeliveryChanged.State.SENT, "taken as " + sent.receipt())));
    }

    /// The word of the provider counts also while our own record of the attempt is still to come.
    private Decision receipt(Outbound message, DeliveryEvent.Receipt receipt, Instant now) {
        if (message.progress().finishedAt().isPresent()) {
            return Decision.silent(message);
        }
        boolean current =
                message.attempt() == receipt.attempt()
                        && (message.state() == Delivery.State.SENT
                                || message.state() == Delivery.State.SENDING);
        return switch (receipt.said()) {
            case ARRIVED ->
                    finished(
                            message,
                            Delivery.State.DELIVERED,
                            DeliveryChanged.State.DELIVERED,
                            receipt.detail(),
                            now);
            case ON_ITS_WAY ->
                    current && message.state() == Delivery.State.SENT
                            ? new Decision(
                                    message,
                                    List.of(
                                            Decision.fact(
                                                    message,
                                                    DeliveryChanged.State.SENT,
                                                    receipt.detail())))
                            : Decision.silent(message);
            case REFUSED -> current ? refused(message, receipt, now) : Decision.silent(message);
        };
    }

    private Decision refused(Outbound message, DeliveryEvent.Receipt receipt, Instant now) {
        return message.caveats().withdrawn().isPresent()
                ? cancelled(message, message.caveats().withdrawn().get(), now)
                : giveUp(message, receipt.detail(), now);
    }

    /// Two messages are better than none: the next method is tried. Without one, what the provider
    /// took must do.
    private Decision overdue(Outbound message, Instant now) {
        if (message.state() != Delivery.State.SENT || message.progress().dueAt().isAfter(now)) {
            return Decision.silent(message);
        }
        String why = "sent as " + message.progress().detail() + "; no receipt came";
        return message.route().hasNext()
                ? giveUp(message.mayHaveArrived(), why, now)
                : finished(
                        message,
                        Delivery.State.DELIVERED,
                        DeliveryChanged.State.DELIVERED,
                        why,
                        now);
    }

    private Decision tryAgain(Outbound message, Outcome.TryAgain answer, Instant now, double luck) {
        Duration pause = backoff.pause(message.route().tries(), answer.after(), luck);
        Instant due = now.plus(pause);
        boolean tooLate = due.isAfter(message.said().since().plus(total(message)));
        boolean nextIsSooner =
                message.route().hasNext()
                        && due.isAfter(message.route().methodSince().plus(settings.perMethod()));
        if (tooLate || nextIsSooner) {
            Decision gaveUp = giveUp(message, "no success in time; last: " + answer.why(), now);
            return message.kind() == Delivery.Kind.PAGE
                    ? gaveUp.parking(message.contact())
                    : gaveUp;
        }
        if (message.kind() == Delivery.Kind.BACKLOG) {
            // For hours, maybe: not worth a line each time.
            Instant later = now.plus(BACKLOG_PAUSE);
            return Decision.silent(
                    message.waiting(due.isAfter(later) ? due : later, false, answer.why()));
        }
        Outbound next = message.waiting(due, answer.mayHaveArrived(), answer.why());
        return new Decision(
                next,
                List.of(Decision.fact(next, DeliveryChanged.State.TRYING_AGAIN, answer.why())));
    }

    private Duration total(Outbound message) {
        return switch (message.kind()) {
            case PAGE -> settings.total();
            case RESOLVED, ACKNOWLEDGED ->
                    Following.follows(message.channel())
                            ? settings.totalForMail()
                            : settings.total();
            case MAIL -> settings.totalForMail();
            case BACKLOG -> BACKLOG;
        };
    }

    private Decision giveUp(Outbound message, String why, Instant now) {
        var gaveUp = Decision.fact(message, DeliveryChanged.State.GAVE_UP, why);
        if (message.route().hasNext()) {
            return new Decision(message.byNextMethod(now, why), List.of(gaveUp));
        }
        var failed = Decision.fact(message, DeliveryChanged.State.FAILED, why);
        return new Decision(
                message.finished(Delivery.State.FAILED, now, why), List.of(gaveUp, failed));
    }

    private Decision leaseLost(Outbound message, Instant now) {
        if (message.state() != Delivery.State.SENDING) {
            return Decision.silent(message);
        }
        if (message.caveats().withdrawn().isPresent()) {
            return cancelled(message, message.caveats().withdrawn().get(), now);
        }
        String why = "attempt " + message.attempt() + " was never recorded; it may have arrived";
        Outbound next = message.waiting(now, true, why);
        return new Decision(
                next, List.of(Decision.fact(next, DeliveryChanged.State.TRYING_AGAIN, why)));
    }

    private Decision withdrawn(Outbound before, DeliveryEvent.Withdrawn event, Instant now) {
        Outbound message = before.goingOnAs(event.goesOnAs());
        return switch (message.state()) {
            case QUEUED -> cancelled(message, event.why(), now);
            case SENDING -> Decision.silent(message.withdrawn(event.why(), event.resolved()));
            case SENT ->
                    finished(
                            message.withdrawn(event.why(), event.resolved()),
                            Delivery.State.DELIVERED,
                            DeliveryChanged.State.DELIVERED,
                            "sent as " + message.progress().detail() + "; " + event.why(),
                            now);
            case DELIVERED ->
                    new Decision(
                            message,
                            List.of(),
                            message.kind() == Delivery.Kind.PAGE
                                    ? afterwards(event.resolved())
                                    : Notice.NONE);
            case FAILED, CANCELLED -> Decision.silent(message);
        };
    }

    private static Decision cancelled(Outbound message, String why, Instant now) {
        return finished(
                message, Delivery.State.CANCELLED, DeliveryChanged.State.CANCELLED, why, now);
    }

    private static Decision finished(
            Outbound message,
            Delivery.State end,
            DeliveryChanged.State said,
            String why,
            Instant now) {
        return new Decision(
                message.finished(end, now, why),
                List.of(Decision.fact(message, said, why)),
                end == Delivery.State.DELIVERED ? afterwards(message) : Notice.NONE);
    }

    /// It left while somebody took it on, or while it ended.
    private static Notice afterwards(Outbound message) {
        Outbound.Caveats caveats = message.caveats();
        return caveats.withdrawn().isPresent()
                ? afterwards(caveats.overWhenDelivered())
                : Notice.NONE;
    }

    private static Notice afterwards(boolean isOver) {
        return isOver ? Notice.OVER : Notice.TAKEN_ON;
    }
}
