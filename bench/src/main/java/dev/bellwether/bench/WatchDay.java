package dev.bellwether.bench;

import dev.bellwether.model.CheckState;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Status;
import dev.bellwether.model.Timings;
import dev.bellwether.watch.Ballot;
import dev.bellwether.watch.VerdictDecision;
import dev.bellwether.watch.VerdictEffect;
import dev.bellwether.watch.VerdictMachine;
import dev.bellwether.watch.VerdictPolicy;
import dev.bellwether.watch.VerdictState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// The day of one check: its outages, its probes from every place, and what the rules say.
final class WatchDay {
    static final List<String> PLACES = List.of("ams", "fra", "iad", "sin", "syd");
    static final Duration INTERVAL = Duration.ofSeconds(30);
    static final double STRAY = 0.005;
    private static final VerdictPolicy POLICY =
            new VerdictPolicy(PLACES, Status.MAJOR_OUTAGE, 2, Duration.ofSeconds(30));
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final double OUTAGES_A_DAY = 0.5;
    private static final long DAY_MILLIS = 86_400_000;
    private static final long CALM_MILLIS = 600_000;
    private static final int LEAST_MILLIS = 40_000;
    private static final int MOST_MILLIS = 3_600_000;

    /// A stretch of time in which no probe can succeed, in milliseconds since the start.
    private static final class Outage {
        final long from;
        final long to;
        boolean found;
        boolean foundByThree;
        boolean foundByAny;

        Outage(long from, long to) {
            this.from = from;
            this.to = to;
        }
    }

    /// A ballot under way.
    private record Coming(long at, String place, int attempt, Outcome outcome) {}

    private final SplittableRandom random;
    private final long end;
    private final WatchTally tally;
    private final List<Outage> outages;
    private VerdictState state = VerdictState.unknown(START);
    private int inARow;
    private boolean saidDownByThree;
    private boolean saidDownByAny;

    WatchDay(long seed, Duration time, WatchTally tally) {
        this.random = new SplittableRandom(seed);
        this.end = time.toMillis();
        this.tally = tally;
        this.outages = outages();
        tally.outages += outages.size();
    }

    void run() {
        long interval = INTERVAL.toMillis();
        for (long beat = random.nextLong(interval); beat < end; beat += interval) {
            round(beat);
        }
    }

    /// Outages come by chance, do not touch, and end before the day does, so that each can be told
    /// from the next.
    private List<Outage> outages() {
        var planned = new ArrayList<Outage>();
        long at = CALM_MILLIS;
        while (true) {
            double gap = -Math.log(1 - random.nextDouble()) / OUTAGES_A_DAY * DAY_MILLIS;
            at += CALM_MILLIS + (long) gap;
            double spread = Math.log((double) MOST_MILLIS / LEAST_MILLIS);
            long length = Math.round(LEAST_MILLIS * Math.exp(random.nextDouble() * spread));
            if (at + length + CALM_MILLIS > end) {
                return planned;
            }
            planned.add(new Outage(at, at + length));
            at += length;
        }
    }

    private void round(long beat) {
        Instant due = START.plusMillis(beat);
        var coming = new PriorityQueue<Coming>((a, b) -> Long.compare(a.at(), b.at()));
        boolean any = false;
        for (int i = 0; i < PLACES.size(); i++) {
            Coming ballot = probe(PLACES.get(i), beat, 0);
            boolean fails = ballot.outcome() == Outcome.DOWN;
            any |= fails;
            if (i == 0) {
                three(fails, ballot.at());
            }
            coming.add(ballot);
        }
        tally.regularProbes += PLACES.size();
        tally.threeInARow.probes++;
        tally.anyFailure.probes += PLACES.size();
        any(any, beat);
        while (!coming.isEmpty()) {
            Coming next = coming.remove();
            if (count(next, due)) {
                burst(coming, next.at());
            }
        }
    }

    private Coming probe(String place, long at, int attempt) {
        boolean down = outageAt(at) != null;
        Outcome outcome = down || random.nextDouble() < STRAY ? Outcome.DOWN : Outcome.UP;
        return new Coming(at + 20 + random.nextInt(180), place, attempt, outcome);
    }

    private void burst(PriorityQueue<Coming> coming, long failure) {
        long at = failure;
        for (int i = 0; i < VerdictMachine.BURST.size(); i++) {
            at += VerdictMachine.BURST.get(i).toMillis();
            for (String place : PLACES) {
                coming.add(probe(place, at, i + 1));
            }
        }
    }

    /// True when a confirm burst is asked for.
    private boolean count(Coming came, Instant due) {
        tally.ours.probes++;
        Instant at = START.plusMillis(came.at());
        var ballot =
                new Ballot(
                        came.place(),
                        due,
                        came.attempt(),
                        at,
                        at,
                        came.outcome(),
                        Timings.NONE,
                        came.outcome() == Outcome.DOWN ? "[CONNECT] refused" : "");
        VerdictDecision decision = VerdictMachine.on(POLICY, state, ballot);
        state = decision.state();
        boolean burst = false;
        for (VerdictEffect effect : decision.effects()) {
            switch (effect) {
                case VerdictEffect.Confirm _ -> burst = true;
                case VerdictEffect.Changed changed -> {
                    if (changed.to() == CheckState.DOWN || changed.to() == CheckState.FLAPPING) {
                        ours(changed);
                    }
                }
            }
        }
        return burst;
    }

    /// A verdict is false when no outage lies between the first failure and the decision.
    private void ours(VerdictEffect.Changed changed) {
        long decided = Duration.between(START, changed.decidedAt()).toMillis();
        long since = Duration.between(START, changed.since()).toMillis();
        Outage outage = outageBetween(since, decided);
        if (outage == null) {
            tally.ours.falseDowns++;
        } else if (!outage.found) {
            outage.found = true;
            tally.ours.delays.add((decided - outage.from) / 1e3);
        }
    }

    private void three(boolean fails, long at) {
        inARow = fails ? inARow + 1 : 0;
        boolean down = inARow >= 3;
        if (down && !saidDownByThree) {
            Outage outage = outageBetween(at - 2 * INTERVAL.toMillis(), at);
            if (outage == null) {
                tally.threeInARow.falseDowns++;
            } else if (!outage.foundByThree) {
                outage.foundByThree = true;
                tally.threeInARow.delays.add((at - outage.from) / 1e3);
            }
        }
        saidDownByThree = down;
    }

    private void any(boolean fails, long at) {
        if (fails && !saidDownByAny) {
            Outage outage = outageAt(at);
            if (outage == null) {
                tally.anyFailure.falseDowns++;
            } else if (!outage.foundByAny) {
                outage.foundByAny = true;
                tally.anyFailure.delays.add((at - outage.from) / 1e3);
            }
        }
        saidDownByAny = fails;
    }

    private @org.jspecify.annotations.Nullable Outage outageAt(long at) {
        return outageBetween(at, at);
    }

    private @org.jspecify.annotations.Nullable Outage outageBetween(long from, long to) {
        for (Outage outage : outages) {
            if (outage.from <= to && from < outage.to) {
                return outage;
            }
        }
        return null;
    }
}
