package dev.bellwether.incident;

import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentId;
import dev.bellwether.model.Service;
import java.util.Optional;

/// What stands around a service when something happens to it.
///
/// @param open the incident its signals go to, or else an open one that affects it
/// @param ended the incident before, as it stands now
/// @param othersTroubled another service of the same incident is not well yet
/// @param kin what stands around it by dependencies
/// @param fresh the id of an incident that may be opened
record Surroundings(
        Service service,
        boolean inMaintenance,
        Optional<Incident> open,
        Optional<Incident> ended,
        boolean othersTroubled,
        Kin kin,
        IncidentId fresh) {
    Surroundings with(Kin other) {
        return new Surroundings(service, inMaintenance, open, ended, othersTroubled, other, fresh);
    }
}
