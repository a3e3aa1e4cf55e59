package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.util.List;

/// How a check's probes become a verdict.
///
/// @param places all that are asked in each round, at least one
/// @param whenDown what DOWN means: DEGRADED, PARTIAL_OUTAGE or MAJOR_OUTAGE
/// @param successes good rounds in a row that end DOWN
/// @param over time that those must span at least
public record VerdictPolicy(List<String> places, Status whenDown, int successes, Duration over) {
    public VerdictPolicy {
        places = List.copyOf(places);
        if (places.isEmpty()) {
            throw new IllegalArgumentException("a verdict needs at least one place");
        }
    }

    /// The policy of a check that is probed from `places`.
    public static VerdictPolicy of(Check check, List<String> places) {
        return new VerdictPolicy(
                places, check.whenDown(), check.recovery().successes(), check.recovery().over());
    }
}
