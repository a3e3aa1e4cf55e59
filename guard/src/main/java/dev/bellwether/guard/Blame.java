package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Which change sent the heavy queries: each new release is compared with the one before as in an
/// experiment, each variation with its control. Safe for several threads. It reads no clock.
///
/// A comparison of releases is one of before and after: it tells that a release came with heavier
/// queries. Variations are assigned by chance and run side by side, so theirs is causal.
///
/// All is kept in memory and bounded; of what is seldom seen the oldest is forgotten, and counted.
public final class Blame {
    /// The chance that any of the sides watched at once is ever falsely accused.
    public static final double ALPHA = 0.01;

    /// An accusation ends when nothing came from its side for so long.
    public static final Duration QUIET = Duration.ofMinutes(10);

    /// What a side asks within so long is one observation.
    public static final Duration UNIT = Duration.ofSeconds(5);

    private static final int MOST_LINES = 200;
    private static final int LEAST_WATCHED = 8;

    private final Duration unit;
    private final LinkedHashMap<Key, BlameLine> lines = new LinkedHashMap<>(64, 0.75f, true);
    private final List<Ended> lost = new ArrayList<>();
    private long forgotten;
    private int watched;

    private record Key(String feature, String flag) {}

    public Blame() {
        this(UNIT);
    }

    /// @param unit other than [#UNIT] for tests, which have no time
    public Blame(Duration unit) {
        this.unit = unit;
    }

    /// What changed since the last look.
    ///
    /// @param raised sides that stand accused from now on
    /// @param ended whose accusation is over: nothing comes from them any more, or a release is as
    ///   old as the one the next is compared with
    public record Look(List<BlameFinding> raised, List<Ended> ended) {
        public Look {
            raised = List.copyOf(raised);
            ended = List.copyOf(ended);
        }
    }

    /// An accusation that is over.
    public record Ended(String feature, String flag, String side) {}

    /// A query has ended. One without a peak, or without a name of where it comes from, says
    /// nothing here.
    public synchronized void ended(QueryUse use, Instant now) {
        Origin origin = use.origin();
        if (use.peak() <= 0 || use.end() == QueryUse.End.REFUSED) {
            return;
        }
        if (!origin.release().isEmpty()) {
            add(origin.feature(), "", origin.release(), use, now);
        }
        origin.variations()
                .forEach((flag, variation) -> add(origin.feature(), flag, variation, use, now));
    }

    private void add(String feature, String flag, String side, QueryUse use, Instant now) {
        line(feature, flag).add(side, use, now).ifPresent(gone -> lose(feature, flag, gone));
    }

    /// An accusation must not outlive what it is made of.
    private void lose(String feature, String flag, BlameSide side) {
        if (side.isRaised()) {
            lost.add(new Ended(feature, flag, side.name()));
        }
    }

    private BlameLine line(String feature, String flag) {
        var key = new Key(feature, flag);
        BlameLine line = lines.get(key);
        if (line == null) {
            if (lines.size() == MOST_LINES) {
                Iterator<BlameLine> eldest = lines.values().iterator();
                BlameLine gone = eldest.next();
                eldest.remove();
                gone.sides().forEach(side -> lose(gone.feature(), gone.flag(), side));
                forgotten++;
            }
            line = new BlameLine(feature, flag, unit);
            lines.put(key, line);
        }
        return line;
    }

    /// Who is accused since the last look, and who no longer is. To be asked every few seconds.
    public synchronized Look look(Instant now) {
        var raised = new ArrayList<BlameFinding>();
        var ended = new ArrayList<>(lost);
        lost.clear();
        List<BlameFinding> found = findings(now);
        for (BlameLine line : lines.values()) {
            line.fade(now);
            for (BlameSide side : line.sides()) {
                boolean isOver =
                        !now.isBefore(side.lastSeen().plus(QUIET))
                                || line.flag().isEmpty() && line.isSettled(side, now);
                if (side.isRaised() && isOver) {
                    side.raised(false);
                    ended.add(new Ended(line.feature(), line.flag(), side.name()));
                } else if (!side.isRaised() && !isOver) {
                    found.stream()
                            .filter(one -> one.isGuilty() && isOf(one, line, side))
                            .findFirst()
                            .ifPresent(one -> {
                                side.raised(true);
                                raised.add(one);
                            });
                }
            }
        }
        raised.sort(Comparator.comparing(BlameFinding::evidence).reversed());
        return new Look(raised, ended);
    }

    private static boolean isOf(BlameFinding finding, BlameLine line, BlameSide side) {
        return finding.feature().equals(line.feature())
                && finding.flag().equals(line.flag())
                && finding.side().equals(side.name());
    }

    /// What every comparison says now, the most evidence first.
    public synchronized List<BlameFinding> findings(Instant now) {
        int comparisons = 0;
        var found = new ArrayList<BlameFinding>();
        // Of twice as many, so that a level holds for a while as further releases come.
        double alpha = ALPHA / Math.max(LEAST_WATCHED, Integer.highestOneBit(watched + 1) * 2);
        for (BlameLine line : lines.values()) {
            for (BlameSide side : line.sides()) {
                Optional<BlameSide> baseline = line.baseline(side, now);
                if (baseline.isPresent()) {
                    comparisons++;
                    new BlameComparison(side, baseline.get(), now, alpha)
                            .find(line)
                            .ifPresent(found::add);
                }
            }
        }
        watched = comparisons;
        found.sort(Comparator.comparing(BlameFinding::evidence).reversed());
        return List.copyOf(found);
    }

    /// Who stands accused, and who will when it is looked next.
    public synchronized List<BlameFinding> accused(Instant now) {
        return findings(now).stream().filter(one -> one.isGuilty() || isRaised(one)).toList();
    }

    /// When something last came from a side; empty when nothing did since the guard started.
    synchronized Optional<Instant> lastSeen(String alarm) {
        return lines.values().stream()
                .flatMap(line ->
                        line.sides().stream()
                                .filter(side ->
                                        BlameAlarms.key(line.feature(), line.flag(), side.name())
                                                .equals(alarm)))
                .map(BlameSide::lastSeen)
                .max(Comparator.naturalOrder());
    }

    private boolean isRaised(BlameFinding finding) {
        return lines.values().stream()
                .anyMatch(line ->
                        line.sides().stream()
                                .anyMatch(one -> one.isRaised() && isOf(finding, line, one)));
    }

    /// Features and flags that were forgotten for others.
    public synchronized long forgotten() {
        return forgotten;
    }
}
