package dev.bellwether.watch;

import dev.bellwether.model.Actor;
import dev.bellwether.model.InboundAlert;
import dev.bellwether.model.InboundSignal;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where what was decided of an event becomes rows, journal lines and a line of the delivery log,
/// in one transaction.
final class InboundDesk {
    private InboundDesk() {}

    /// Writes down what a request did.
    ///
    /// @param posted what it was, its id in the log among it
    static void logged(
            Tx tx,
            Posted posted,
            String sender,
            List<InboundResult> results,
            int events,
            Optional<String> replayOf) {
        boolean kept = posted.payload().length() <= InboundLog.LARGEST_PAYLOAD;
        InboundLog.add(
                tx,
                new InboundDelivery(
                        posted.id(),
                        posted.organization(),
                        posted.integration(),
                        sender,
                        posted.protocol(),
                        posted.at(),
                        posted.bytes(),
                        false,
                        events == 0 ? "it asks for nothing" : "",
                        results.subList(0, Math.min(InboundDelivery.MOST_RESULTS, results.size())),
                        events,
                        kept,
                        replayOf),
                kept ? posted.payload() : "");
    }

    /// Writes down that nothing of a request was taken, and why.
    ///
    /// @param payload what of it is kept to be read
    static void refused(Tx tx, Posted posted, String sender, String why, String payload) {
        InboundLog.add(
                tx,
                new InboundDelivery(
                        posted.id(),
                        posted.organization(),
                        posted.integration(),
                        sender,
                        posted.protocol(),
                        posted.at(),
                        posted.bytes(),
                        true,
                        InboundText.cut(why, 1_000),
                        List.of(),
                        0,
                        false,
                        Optional.empty()),
                payload);
    }

    /// What one event does.
    ///
    /// @param full no alert is opened
    /// @param at when it was accepted
    /// @throws InvalidInput when it would open one and must not
    static InboundResult happened(
            Tx tx,
            Integration integration,
            Routing rules,
            List<Silence> quiet,
            InboundEvent event,
            boolean full,
            Instant at) {
        Optional<InboundState> open =
                event.key()
                        .flatMap(key ->
                                InboundRows.hold(
                                        tx, integration.organization(), integration.id(), key));
        if (open.isEmpty() && full && event.action() == InboundEvent.Action.TRIGGER) {
            throw InboundBounds.tooMany();
        }
        var around =
                new InboundMachine.Around(
                        integration,
                        rules.route(integration, event, at),
                        event.action() == InboundEvent.Action.TRIGGER
                                ? Silences.holding(quiet, integration.id(), event.tags(), at)
                                : List.of(),
                        new IncidentId(tx.newId()),
                        at);
        return done(tx, InboundMachine.on(open, event, around), event, integration.name());
    }

    static InboundResult done(
            Tx tx, InboundMachine.Decision decision, InboundEvent event, String sender) {
        decision.after().ifPresent(state -> InboundRows.save(tx.sql(), state, !decision.ended()));
        decision.what()
                .ifPresent(what ->
                        tx.journal(
                                decision.after().orElseThrow().alert().organization(),
                                new InboundSignal(
                                        decision.after().orElseThrow().alert(),
                                        what,
                                        event.note(),
                                        actor(sender),
                                        event.ask())));
        Optional<InboundAlert> alert = decision.after().map(InboundState::alert);
        return new InboundResult(
                decision.did(),
                event.key().or(() -> alert.map(InboundAlert::key)).orElse(""),
                InboundText.cut(event.summary(), 200),
                decision.after()
                        .filter(state -> state.standing() == InboundState.Standing.RAISED)
                        .map(state -> state.alert().incident()),
                decision.after().map(InboundDesk::why).orElse(""));
    }

    private static String why(InboundState state) {
        return switch (state.standing()) {
            case RAISED, DROPPED -> state.route();
            case SILENCED -> "silence " + String.join(", ", state.silencedBy());
        };
    }

    static Actor actor(String sender) {
        return Actor.automation("inbound", sender);
    }
}
