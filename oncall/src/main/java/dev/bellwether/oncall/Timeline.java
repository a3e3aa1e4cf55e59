package dev.bellwether.oncall;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Who is on call at each instant. Pure.
interface Timeline {
    List<Duty> at(Instant at);

    /// The next instant after `at` at which [#at] may answer otherwise; [Instant#MAX] when never.
    Instant nextEdge(Instant at);

    /// The time from `from` until before `until`, cut where something changes. Stretches follow one
    /// another without a gap, and no two neighbours are alike.
    default List<Stretch> stretches(Instant from, Instant until) {
        var stretches = new ArrayList<Stretch>();
        Instant start = from;
        List<Duty> duties = List.of();
        for (Instant at = from; at.isBefore(until); at = nextEdge(at)) {
            List<Duty> now = at(at);
            if (!now.equals(duties) && start.isBefore(at)) {
                stretches.add(new Stretch(start, at, duties));
                start = at;
            }
            duties = now;
        }
        if (start.isBefore(until)) {
            stretches.add(new Stretch(start, until, duties));
        }
        return stretches;
    }
}
