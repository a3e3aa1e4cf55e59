package dev.bellwether.incident;

import dev.bellwether.model.Incident;
import dev.bellwether.model.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The service whose trouble is taken for the cause of another's.
///
/// @param since when the trouble of the cause began
/// @param silent nothing is ever said in public of the cause, so its name stays private
/// @param target the open incident that tells of this cause, if it may be joined
/// @param also others that are down and might be it
record Blame(
        ServiceId cause,
        String name,
        Instant since,
        boolean silent,
        Optional<Incident> target,
        List<String> also) {
    Blame {
        also = List.copyOf(also);
    }
}
