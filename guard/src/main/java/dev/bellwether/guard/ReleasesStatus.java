package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What queries took, by form, feature and release; since the guard started.
///
/// @param answered queries to their end
/// @param outOfMemory that needed more than their cap, and no more was to be had
/// @param refused that the guard did not let run
/// @param failed by any other error, or left by their client
/// @param kept lines that are known, at most [Releases#MOST]
/// @param forgotten lines, for newer ones
/// @param accused who needs more memory than what it is compared with, the most evidence first
/// @param heaviest lines of the last hour by byte-seconds, at most [#SHOWN]
public record ReleasesStatus(
        long answered,
        long outOfMemory,
        long refused,
        long failed,
        int kept,
        long forgotten,
        List<Accused> accused,
        List<Releases.Line> heaviest) {
    static final int SHOWN = 20;
    private static final Duration WINDOW = Duration.ofHours(1);

    /// A release or a variation that stands accused.
    ///
    /// @param feature empty when the queries name none
    /// @param flag the flag's key; empty when `side` is a release
    /// @param side the release or variation
    /// @param ratio of memory, this side over its baseline
    /// @param low end of the ratio's 95 % interval
    /// @param high end of it
    /// @param queries of this side
    /// @param before queries of the baseline
    /// @param since when this side was first seen
    /// @param says the same in a sentence
    public record Accused(
            String feature,
            String flag,
            String side,
            String baseline,
            double ratio,
            double low,
            double high,
            long queries,
            long before,
            Instant since,
            String says) {
        static Accused of(BlameFinding found) {
            return new Accused(
                    found.feature(),
                    found.flag(),
                    found.side(),
                    found.baseline(),
                    found.ratio(),
                    found.interval().low(),
                    found.interval().high(),
                    found.queries(),
                    found.before(),
                    found.since(),
                    BlameWords.side(found) + ": " + BlameWords.sentence(found));
        }
    }

    public ReleasesStatus {
        accused = List.copyOf(accused);
        heaviest = List.copyOf(heaviest);
    }

    static ReleasesStatus of(Uses uses, Instant now) {
        Releases releases = uses.releases();
        return new ReleasesStatus(
                releases.ended(QueryUse.End.ANSWERED),
                releases.ended(QueryUse.End.OUT_OF_MEMORY),
                releases.ended(QueryUse.End.REFUSED),
                releases.ended(QueryUse.End.FAILED),
                releases.size(),
                releases.forgotten(),
                uses.blame().accused(now).stream().limit(SHOWN).map(Accused::of).toList(),
                releases.heaviest(WINDOW, SHOWN, now));
    }
}
