package dev.bellwether.incident;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.VerdictChanged;

/// What can happen to a service.
sealed interface ServiceEvent {
    record Verdict(VerdictChanged said) implements ServiceEvent {}

    /// A check was made, named anew, paused or resumed.
    record CheckKept(CheckId check, String name, boolean paused) implements ServiceEvent {}

    record CheckGone(CheckId check) implements ServiceEvent {}

    /// An incident was resolved or deleted by a person, or by automation for another service.
    record Closed(IncidentId incident, boolean byPerson) implements ServiceEvent {}

    /// Time has passed, or something around the service changed: its policy, the wheel,
    /// maintenance.
    record Look() implements ServiceEvent {}
}
