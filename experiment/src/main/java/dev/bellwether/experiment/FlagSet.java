package dev.bellwether.experiment;

import java.util.List;

/// All that decides which variation a visitor gets: what an [Evaluator] is made of.
public record FlagSet(
        List<Flag> flags,
        List<Segment> segments,
        List<ExclusionGroup> groups,
        List<Holdout> holdouts) {
    public static final FlagSet EMPTY = new FlagSet(List.of(), List.of(), List.of(), List.of());

    public FlagSet {
        flags = List.copyOf(flags);
        segments = List.copyOf(segments);
        groups = List.copyOf(groups);
        holdouts = List.copyOf(holdouts);
    }
}
