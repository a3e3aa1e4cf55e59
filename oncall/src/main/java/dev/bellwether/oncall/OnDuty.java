package dev.bellwether.oncall;

import dev.bellwether.model.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who is on call by a schedule at an instant, and who comes next.
///
/// @param duties none when nobody is on call
/// @param until when that changes; empty when it does not within a year
/// @param next on call from then on; none when nobody is, or when nothing changes
public record OnDuty(Instant at, List<Duty> duties, Optional<Instant> until, List<PersonId> next) {
    public OnDuty {
        duties = List.copyOf(duties);
        next = List.copyOf(next);
    }

    public List<PersonId> people() {
        return duties.stream().map(Duty::person).toList();
    }
}
