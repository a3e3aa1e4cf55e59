package dev.bellwether.oncall;

import dev.bellwether.model.PersonId;
import java.time.Instant;
import java.util.List;

/// A time in which nothing about who is on call changes.
///
/// @param start belongs to it
/// @param end does not
/// @param duties none when nobody is on call
public record Stretch(Instant start, Instant end, List<Duty> duties) {
    public Stretch {
        duties = List.copyOf(duties);
    }

    public boolean isEmpty() {
        return duties.isEmpty();
    }

    public List<PersonId> people() {
        return duties.stream().map(Duty::person).toList();
    }
}
