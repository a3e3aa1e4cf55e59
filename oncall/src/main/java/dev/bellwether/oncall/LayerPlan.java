package dev.bellwether.oncall;

import dev.bellwether.model.Layer;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Rotation;
import java.time.LocalDateTime;
import java.util.Optional;

/// A layer, ready to be asked. Pure, and safe for many threads.
///
/// A rotation turns only in its allowed time: a period of the wall clock in which the layer is
/// never on is nobody's turn. Whether it is on is a matter of the week, so the turns of hourly and
/// daily rotations repeat with it, and counting them takes one division and one look into a table,
/// however long ago the start was. Turns are counted on the wall clock: a change of the clocks
/// makes a turn longer or shorter, and never moves it to somebody else.
final class LayerPlan {
    private static final int WEEK_HOURS = 24 * 7;

    private final Layer layer;
    private final RotationTurns turns;
    private final RestrictionWeek week;

    /// Turns before each period of a cycle; the last is the number in the whole cycle. Empty when
    /// every period is a turn.
    private final int[] before;

    LayerPlan(Layer layer) {
        this.layer = layer;
        this.turns = RotationTurns.of(layer.rotation());
        this.week = new RestrictionWeek(layer.restrictions());
        this.before = week.isAlways() ? new int[0] : count(layer.rotation());
    }

    /// @param since when the turn began on the wall clock
    record Turn(PersonId person, LocalDateTime since) {}

    Layer layer() {
        return layer;
    }

    Optional<Turn> at(LocalDateTime wall) {
        long period = turns.at(wall);
        if (period < 0 || !week.isOn(wall)) {
            return Optional.empty();
        }
        int next = Math.floorMod(turn(period), layer.people().size());
        return Optional.of(new Turn(layer.people().get(next), turns.begins(period)));
    }

    /// The next time after `wall` at which [#at] may answer otherwise.
    LocalDateTime nextEdge(LocalDateTime wall) {
        long period = turns.at(wall);
        LocalDateTime handoff = turns.begins(period + 1);
        if (week.isAlways() || period < 0) {
            return handoff;
        }
        LocalDateTime edge = week.nextEdge(wall);
        return week.isOn(wall) && handoff.isBefore(edge) ? handoff : edge;
    }

    private long turn(long period) {
        if (before.length == 0) {
            return period;
        }
        int cycle = before.length - 1;
        return period / cycle * before[cycle] + before[(int) (period % cycle)];
    }

    private int[] count(Rotation rotation) {
        int every = rotation.every();
        return switch (rotation.unit()) {
            case HOURLY -> count(WEEK_HOURS / gcd(WEEK_HOURS, every), every * 60L);
            case DAILY -> count(7 / gcd(7, every), every * (long) RestrictionWeek.DAY);
            // A week and longer meets every time of the week.
            case WEEKLY, MONTHLY -> new int[0];
        };
    }

    private int[] count(int cycle, long minutes) {
        var counted = new int[cycle + 1];
        for (int period = 0; period < cycle; period++) {
            boolean isTurn = week.isOnWithin(turns.begins(period), minutes);
            counted[period + 1] = counted[period] + (isTurn ? 1 : 0);
        }
        return counted;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
