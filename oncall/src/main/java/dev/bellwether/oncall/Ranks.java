package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Alert;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.Impact;
import dev.bellwether.model.InboundAlert.Priority;
import dev.bellwether.model.Incident;
import dev.bellwether.model.PolicyId;
import dev.bellwether.model.Urgency;
import dev.bellwether.store.Tx;
import java.util.Optional;

/// How much an alert matters, and how much it hurries.
final class Ranks {
    private Ranks() {}

    /// The sender's priority or its route's; else by what the incident does.
    static Priority priority(Incident incident) {
        return incident.origin()
                .flatMap(origin -> origin.paging().priority())
                .orElse(of(incident.impact()));
    }

    static Priority of(Impact impact) {
        return switch (impact) {
            case CRITICAL -> Priority.P1;
            case MAJOR -> Priority.P2;
            case MINOR -> Priority.P3;
            case MAINTENANCE, NONE -> Priority.P4;
        };
    }

    /// @param policy that pages; what is of none hurries
    static Urgency urgency(Optional<EscalationPolicy> policy, Priority priority) {
        return switch (policy.map(EscalationPolicy::urgency).orElse(EscalationPolicy.Hurry.HIGH)) {
            case HIGH -> Urgency.HIGH;
            case LOW -> Urgency.LOW;
            case BY_PRIORITY -> priority.compareTo(Priority.P2) <= 0 ? Urgency.HIGH : Urgency.LOW;
        };
    }

    static Alert.Handling of(Tx tx, Incident incident, PolicyId policy) {
        Priority priority = priority(incident);
        return Alert.Handling.of(
                priority,
                urgency(PolicyRows.find(tx.sql(), incident.organization(), policy), priority));
    }

    /// It is this bad now; what a person or a sender called worse stays so.
    static void raised(Tx tx, Escalating held, Impact impact) {
        Alert alert = held.alert();
        Priority was = alert.handling().priority();
        Priority priority = of(impact).compareTo(was) < 0 ? of(impact) : was;
        Urgency urgency =
                urgency(PolicyRows.find(tx.sql(), alert.organization(), alert.policy()), priority);
        if (priority != was || urgency != alert.handling().urgency()) {
            AlertDesk.happened(
                    tx,
                    held,
                    new AlertEvent.Ranked(
                            Actor.automation("oncall", "its impact"), priority, urgency),
                    Roster.NOBODY);
        }
    }
}
