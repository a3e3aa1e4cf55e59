package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The sides of one question, in the order in which they were first seen: the releases of a
/// feature, or the variations of a flag in it. Not for several threads at once.
final class BlameLine {
    /// The oldest is forgotten for a further one.
    static final int MOST_SIDES = 6;

    /// For how long a new release is compared with the one before; then it is what the next one is
    /// compared with, good or bad.
    static final Duration WATCHED = Duration.ofDays(3);

    static final Duration FADES = Duration.ofDays(1);

    /// What people call the variation in which nothing changes.
    private static final Set<String> CONTROLS =
            Set.of("control", "original", "reference", "baseline", "off", "false", "0");

    private final String feature;
    private final String flag;
    private final Duration unit;
    private final List<BlameSide> sides = new ArrayList<>();

    /// @param flag empty for releases
    BlameLine(String feature, String flag, Duration unit) {
        this.feature = feature;
        this.flag = flag;
        this.unit = unit;
    }

    String feature() {
        return feature;
    }

    String flag() {
        return flag;
    }

    List<BlameSide> sides() {
        return sides;
    }

    /// Answers the side that was forgotten for a new one, if any.
    Optional<BlameSide> add(String name, QueryUse use, Instant now) {
        Optional<BlameSide> known = side(name);
        if (known.isPresent()) {
            known.get().add(use, now);
            return Optional.empty();
        }
        Optional<BlameSide> gone =
                sides.size() == MOST_SIDES ? Optional.of(sides.removeFirst()) : Optional.empty();
        var side = new BlameSide(name, unit, now);
        side.add(use, now);
        sides.add(side);
        return gone;
    }

    private Optional<BlameSide> side(String name) {
        return sides.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /// What a side is compared with, if it is compared now: for a release the one before it that
    /// asked enough, for a variation the control. Once chosen it stays.
    Optional<BlameSide> baseline(BlameSide side, Instant now) {
        if (flag.isEmpty() && isSettled(side, now)) {
            return Optional.empty();
        }
        Optional<BlameSide> chosen = side(side.baseline());
        if (chosen.isEmpty()) {
            chosen = flag.isEmpty() ? before(side, now) : control(side);
            chosen.ifPresent(one -> side.compareWith(one.name()));
        }
        return chosen;
    }

    private Optional<BlameSide> before(BlameSide side, Instant now) {
        return sides.subList(0, sides.indexOf(side)).reversed().stream()
                .filter(one -> one.all().sums(now).n() >= BlameComparison.LEAST_UNITS)
                .findFirst();
    }

    private Optional<BlameSide> control(BlameSide side) {
        return sides.stream()
                .filter(one -> CONTROLS.contains(one.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .or(() -> sides.stream().findFirst())
                .filter(one -> one != side);
    }

    boolean isSettled(BlameSide side, Instant now) {
        return !now.isBefore(side.since().plus(WATCHED));
    }

    /// Nothing that is being compared is forgotten in parts: an interval that is to hold whenever
    /// one looks must know all that came.
    void fade(Instant now) {
        if (!flag.isEmpty()) {
            return;
        }
        for (BlameSide side : sides) {
            boolean isCompared =
                    sides.stream()
                            .anyMatch(one ->
                                    !isSettled(one, now) && one.baseline().equals(side.name()));
            if (isSettled(side, now) && !isCompared) {
                side.fade(now);
            }
        }
    }
}
