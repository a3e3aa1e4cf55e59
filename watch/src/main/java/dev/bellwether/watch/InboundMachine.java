package dev.bellwether.watch;

import dev.bellwether.model.AlertAsk;
import dev.bellwether.model.InboundAlert;
import dev.bellwether.model.InboundSignal.What;
import dev.bellwether.model.IncidentId;
import dev.bellwether.watch.InboundState.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What an event does to the alert of its key. Pure: the same open alert, event, route, silences
/// and time give the same decision. The semantics are those of PagerDuty's Events API v2, which the
/// other protocols share:
///
/// - A trigger with the key of an open alert is that alert again; after its end it is a new one.
/// - An acknowledgement or an end for which nothing is open does nothing.
/// - An acknowledged alert stays so, however often it is triggered.
///
/// A sender that repeats what it said writes no line: only what changes does.
final class InboundMachine {
    private InboundMachine() {}

    /// @param route where it goes
    /// @param silencedBy the silences that hold it now
    /// @param fresh for a new alert
    record Around(
            Integration integration,
            Routed route,
            List<String> silencedBy,
            IncidentId fresh,
            Instant now) {}

    /// @param after the alert from now on; empty when there is none, or no longer
    /// @param what the line to write; empty for none
    /// @param did for the delivery log
    record Decision(
            Optional<InboundState> after, boolean ended, Optional<What> what, InboundDid did) {}

    static Decision on(Optional<InboundState> open, InboundEvent event, Around around) {
        return switch (event.action()) {
            case TRIGGER ->
                    open.map(state -> again(state, event, around))
                            .orElseGet(() -> first(event, around));
            case ACKNOWLEDGE ->
                    open.map(InboundMachine::acknowledge).orElseGet(InboundMachine::nothing);
            case RESOLVE ->
                    open.map(state -> resolve(state, around.now()))
                            .orElseGet(InboundMachine::nothing);
            case NOTE ->
                    open.map(state ->
                                    new Decision(
                                            Optional.of(state),
                                            false,
                                            told(state, What.NOTED),
                                            InboundDid.NOTED))
                            .orElseGet(InboundMachine::nothing);
            case TAG, UNTAG ->
                    open.map(state -> tagged(state, event)).orElseGet(InboundMachine::nothing);
            case ASK -> open.map(state -> asked(state, event)).orElseGet(InboundMachine::nothing);
        };
    }

    private static Decision nothing() {
        return new Decision(Optional.empty(), false, Optional.empty(), InboundDid.NOTHING_OPEN);
    }

    private static Decision first(InboundEvent event, Around around) {
        var state =
                new InboundState(
                        alert(around.fresh(), event, around),
                        Standing.RAISED,
                        false,
                        1,
                        around.now(),
                        event.endsAt(),
                        List.of(),
                        around.route().why());
        return stand(state, around);
    }

    /// Where an alert stands that was not raised yet.
    private static Decision stand(InboundState state, Around around) {
        if (around.route().nowhere()) {
            return new Decision(
                    Optional.of(state.standing(Standing.DROPPED, List.of())),
                    false,
                    Optional.of(What.DROPPED),
                    InboundDid.DROPPED);
        }
        if (!around.silencedBy().isEmpty()) {
            return new Decision(
                    Optional.of(state.standing(Standing.SILENCED, around.silencedBy())),
                    false,
                    Optional.empty(),
                    InboundDid.SILENCED);
        }
        return new Decision(
                Optional.of(state.standing(Standing.RAISED, List.of())),
                false,
                Optional.of(What.RAISED),
                InboundDid.OPENED);
    }

    private static Decision again(InboundState open, InboundEvent event, Around around) {
        InboundState seen =
                open.seen(
                        keeping(open.alert(), alert(open.alert().incident(), event, around)),
                        around.now(),
                        event.endsAt());
        return switch (open.standing()) {
            case RAISED -> raisedAgain(open, seen, around);
            case SILENCED -> stand(seen, around);
            case DROPPED ->
                    around.route().nowhere()
                            ? new Decision(
                                    Optional.of(seen), false, Optional.empty(), InboundDid.DROPPED)
                            : stand(seen, around);
        };
    }

    private static Decision raisedAgain(InboundState open, InboundState seen, Around around) {
        boolean changed = open.alert().severity() != seen.alert().severity();
        return new Decision(
                Optional.of(seen.standing(Standing.RAISED, around.silencedBy())),
                false,
                changed ? Optional.of(What.CHANGED) : Optional.empty(),
                changed ? InboundDid.CHANGED : InboundDid.SEEN_AGAIN);
    }

    private static Decision acknowledge(InboundState open) {
        boolean is = open.acknowledged();
        return new Decision(
                Optional.of(open.acknowledge()),
                false,
                is ? Optional.empty() : told(open, What.ACKNOWLEDGED),
                InboundDid.ACKNOWLEDGED);
    }

    private static Decision tagged(InboundState open, InboundEvent event) {
        var tags = new TreeMap<>(open.alert().tags());
        if (event.action() == InboundEvent.Action.TAG) {
            tags.putAll(event.tags());
        } else {
            tags.keySet().removeAll(event.tags().keySet());
        }
        InboundAlert tagged =
                tagged(
                        open.alert(),
                        InboundText.tags(tags, InboundEvent.MOST_TAGS, InboundEvent.LONGEST_TAG));
        return new Decision(
                Optional.of(open.tagged(tagged)), false, told(open, What.NOTED), InboundDid.TAGGED);
    }

    private static InboundAlert tagged(InboundAlert alert, Map<String, String> tags) {
        return new InboundAlert(
                alert.incident(),
                alert.organization(),
                alert.integration(),
                alert.sender(),
                alert.key(),
                alert.service(),
                alert.severity(),
                alert.summary(),
                alert.source(),
                tags,
                alert.details(),
                alert.link(),
                alert.paging(),
                alert.published(),
                alert.startedAt());
    }

    private static Decision asked(InboundState open, InboundEvent event) {
        boolean letsGo = event.ask().filter(AlertAsk.LetGo.class::isInstance).isPresent();
        return new Decision(
                Optional.of(letsGo ? open.letGo() : open),
                false,
                told(open, What.ASKED),
                InboundDid.ASKED);
    }

    private static Decision resolve(InboundState open, Instant now) {
        return new Decision(
                Optional.of(open.over(now)), true, told(open, What.RESOLVED), InboundDid.RESOLVED);
    }

    /// Of what opened nothing there is nothing to tell.
    private static Optional<What> told(InboundState state, What what) {
        return state.standing() == Standing.RAISED ? Optional.of(what) : Optional.empty();
    }

    static InboundAlert renamed(InboundAlert alert, IncidentId id, Instant startedAt) {
        return new InboundAlert(
                id,
                alert.organization(),
                alert.integration(),
                alert.sender(),
                alert.key(),
                alert.service(),
                alert.severity(),
                alert.summary(),
                alert.source(),
                alert.tags(),
                alert.details(),
                alert.link(),
                alert.paging(),
                alert.published(),
                startedAt);
    }

    /// Its words are those said last; where it went and when it began stay.
    private static InboundAlert keeping(InboundAlert before, InboundAlert now) {
        return new InboundAlert(
                before.incident(),
                before.organization(),
                before.integration(),
                now.sender(),
                before.key(),
                before.service(),
                now.severity(),
                now.summary(),
                now.source(),
                now.tags(),
                now.details(),
                now.link(),
                before.paging(),
                before.published(),
                before.startedAt());
    }

    private static InboundAlert alert(IncidentId id, InboundEvent event, Around around) {
        Integration integration = around.integration();
        Routed route = around.route();
        return new InboundAlert(
                id,
                integration.organization(),
                integration.id(),
                integration.name(),
                event.key().orElse(id.value()),
                route.service().orElse(integration.service()),
                event.severity(),
                event.summary(),
                event.source(),
                event.tags(),
                event.details(),
                event.link(),
                new InboundAlert.Paging(route.policy(), route.priority().or(event::priority)),
                integration.published(),
                event.startedAt().filter(at -> !at.isAfter(around.now())).orElse(around.now()));
    }
}
