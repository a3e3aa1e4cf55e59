package dev.bellwether.api;

import dev.bellwether.model.ServiceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The circles among arrows: one for each arrow that leads back to where the search came from.
/// Pure; each arrow is walked once, without recursion, for chains are as long as people make them.
final class SetupCircles {
    private static final int MOST = 20;

    private final Map<ServiceId, Set<ServiceId>> arrows;
    private final Set<ServiceId> done = new HashSet<>();
    private final List<List<ServiceId>> circles = new ArrayList<>();

    private SetupCircles(Map<ServiceId, Set<ServiceId>> arrows) {
        this.arrows = arrows;
    }

    /// Each begins and ends with the same service; at most 20 are told.
    static List<List<ServiceId>> of(Map<ServiceId, Set<ServiceId>> arrows) {
        var search = new SetupCircles(arrows);
        arrows.keySet().forEach(search::from);
        return search.circles;
    }

    private void from(ServiceId start) {
        if (done.contains(start)) {
            return;
        }
        var way = new LinkedHashSet<ServiceId>();
        Deque<Iterator<ServiceId>> open = new ArrayDeque<>();
        way.add(start);
        open.push(next(start));
        while (!open.isEmpty()) {
            if (!open.getFirst().hasNext()) {
                open.pop();
                done.add(way.removeLast());
                continue;
            }
            ServiceId to = open.getFirst().next();
            if (way.contains(to)) {
                told(way, to);
            } else if (!done.contains(to)) {
                way.add(to);
                open.push(next(to));
            }
        }
    }

    private Iterator<ServiceId> next(ServiceId id) {
        return arrows.getOrDefault(id, Set.of()).iterator();
    }

    private void told(LinkedHashSet<ServiceId> way, ServiceId back) {
        if (circles.size() < MOST) {
            var circle = new ArrayList<>(way.stream().dropWhile(one -> !one.equals(back)).toList());
            circle.add(back);
            circles.add(List.copyOf(circle));
        }
    }
}
