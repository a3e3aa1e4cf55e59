package dev.bellwether.oncall;

import dev.bellwether.oncall.Gap.Unreachable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Goes through every stretch of a time and keeps those in which nobody can be reached. Pure but
/// for what [Reach] asks.
final class CoverageProof {
    /// How far ahead: twelve months of 31 days, so that each month of the next year is in it.
    static final java.time.Duration AHEAD = java.time.Duration.ofDays(366);

    private static final int MOST_TOLD = 100;

    private CoverageProof() {}

    static Coverage of(Timeline timeline, Instant from, Instant until, Reach reach) {
        var gaps = new ArrayList<Gap>();
        for (Stretch stretch : timeline.stretches(from, until)) {
            if (stretch.people().stream().anyMatch(person -> reach.whyNot(person).isEmpty())) {
                continue;
            }
            List<Unreachable> reasons =
                    stretch.people().stream().map(reach::whyNot).flatMap(Optional::stream).toList();
            Gap last = gaps.isEmpty() ? null : gaps.getLast();
            if (last != null
                    && last.end().equals(stretch.start())
                    && last.reasons().equals(reasons)) {
                gaps.set(gaps.size() - 1, new Gap(last.start(), stretch.end(), reasons));
            } else {
                gaps.add(new Gap(stretch.start(), stretch.end(), reasons));
            }
        }
        return new Coverage(from, until, gaps);
    }

    /// What of the gaps after a change was none before it.
    static List<Gap> opened(List<Gap> before, List<Gap> after) {
        var opened = new ArrayList<Gap>();
        for (Gap gap : after) {
            Instant start = gap.start();
            for (Gap old : before) {
                if (!old.end().isAfter(start)) {
                    continue;
                }
                if (!old.start().isBefore(gap.end())) {
                    break;
                }
                if (old.start().isAfter(start)) {
                    opened.add(new Gap(start, old.start(), gap.reasons()));
                }
                start = old.end();
            }
            if (start.isBefore(gap.end())) {
                opened.add(new Gap(start, gap.end(), gap.reasons()));
            }
        }
        return opened;
    }

    /// @throws OpensGaps when the change opens a gap
    static void refuseNew(Coverage before, Coverage after) {
        List<Gap> opened = opened(before.gaps(), after.gaps());
        if (!opened.isEmpty()) {
            throw new OpensGaps(opened.subList(0, Math.min(opened.size(), MOST_TOLD)));
        }
    }
}
