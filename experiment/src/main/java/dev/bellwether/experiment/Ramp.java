package dev.bellwether.experiment;

import java.time.Instant;
import java.util.List;

/// How much of its visitors a campaign takes, as time goes by: a progressive rollout needs nobody's
/// hand. More coverage adds visitors and moves none.
///
/// @param first before the first step, from 0 to 1
/// @param steps by time, ascending
public record Ramp(double first, List<Step> steps) {
    /// The whole.
    public static final Ramp ALL = new Ramp(1, List.of());

    public Ramp {
        steps = List.copyOf(steps);
    }

    /// @param at when this coverage begins, inclusive
    /// @param coverage from 0 to 1
    public record Step(Instant at, double coverage) {}

    /// The coverage at a time, from 0 to 1.
    public double at(Instant now) {
        double coverage = first;
        for (Step step : steps) {
            if (now.isBefore(step.at())) {
                return coverage;
            }
            coverage = step.coverage();
        }
        return coverage;
    }

    /// The same at all times.
    public static Ramp of(double coverage) {
        return new Ramp(coverage, List.of());
    }
}
