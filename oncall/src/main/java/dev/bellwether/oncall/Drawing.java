package dev.bellwether.oncall;

import dev.bellwether.model.Layer;
import dev.bellwether.model.ScheduleOverride;
import java.time.Instant;
import java.util.List;

/// A time of a schedule as it is drawn: each layer by itself, the overrides, and what comes of
/// them.
///
/// @param lines the highest layer first
/// @param gaps in which nobody can be reached
public record Drawing(
        Instant from,
        Instant until,
        List<Line> lines,
        List<ScheduleOverride> overrides,
        List<Stretch> result,
        List<Gap> gaps) {
    public Drawing {
        lines = List.copyOf(lines);
        overrides = List.copyOf(overrides);
        result = List.copyOf(result);
        gaps = List.copyOf(gaps);
    }

    /// What one layer says, whatever covers it.
    public record Line(Layer layer, List<Stretch> stretches) {
        public Line {
            stretches = List.copyOf(stretches);
        }
    }
}
