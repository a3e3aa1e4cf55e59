package dev.bellwether.oncall;

import dev.bellwether.model.PersonId;
import java.time.Instant;
import java.util.List;

/// A time in which nobody can be reached.
///
/// @param start belongs to it
/// @param end does not
/// @param reasons why those who are on call cannot be reached; none when nobody is on call
public record Gap(Instant start, Instant end, List<Unreachable> reasons) {
    public Gap {
        reasons = List.copyOf(reasons);
    }

    /// @param why such as `has no verified contact method`
    public record Unreachable(PersonId person, String name, String why) {}
}
