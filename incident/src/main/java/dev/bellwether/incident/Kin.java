package dev.bellwether.incident;

import dev.bellwether.model.Incident;
import dev.bellwether.model.ServiceId;
import java.time.Instant;
import java.util.Optional;

/// What stands around a service by what depends on what.
///
/// @param blame who is to blame for the trouble of the service, if anybody
/// @param causeOver for a service that is listed under a cause: since when that cause is no cause
///   any more (it recovered, was removed, or is in maintenance); empty while it is
/// @param named the cause that the open incident names already
/// @param consequence an open incident, driven by automation, of a service that depends on this one
///   and failed about when this one did
record Kin(
        Optional<Blame> blame,
        Optional<Instant> causeOver,
        Optional<ServiceId> named,
        Optional<Incident> consequence) {
    static final Kin NONE =
            new Kin(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
