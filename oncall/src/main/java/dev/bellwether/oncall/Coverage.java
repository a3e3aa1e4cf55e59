package dev.bellwether.oncall;

import java.time.Instant;
import java.util.List;

/// What was proven of a schedule: from an instant until another, each moment has a person who can
/// be reached, or is in one of the gaps.
///
/// @param gaps in order; neighbours have different reasons
public record Coverage(Instant from, Instant until, List<Gap> gaps) {
    public Coverage {
        gaps = List.copyOf(gaps);
    }

    public boolean isWhole() {
        return gaps.isEmpty();
    }
}
