package dev.bellwether.oncall;

import dev.bellwether.model.Schedule;
import java.util.List;

/// Times of a schedule in which nobody could be reached if somebody were not there.
///
/// @param gaps those that are none now, in order; never empty
public record LeftAlone(Schedule schedule, List<Gap> gaps) {
    public LeftAlone {
        gaps = List.copyOf(gaps);
    }
}
