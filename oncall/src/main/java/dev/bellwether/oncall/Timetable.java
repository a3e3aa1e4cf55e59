package dev.bellwether.oncall;

import dev.bellwether.model.Layer;
import dev.bellwether.model.LayerId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleOverride;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Who is on call by a schedule, past and future: each version of it from the instant on at which
/// it took effect, and overrides over all. Pure, and safe for many threads.
///
/// An edit adds a version and touches none before, so it cannot change who was on call.
final class Timetable implements Timeline {
    private final NavigableMap<Instant, SchedulePlan> versions = new TreeMap<>();
    private final OverrideBook overrides;

    /// @param from when it takes effect
    record Version(Instant from, Schedule schedule) {}

    /// @param next when somebody else is on call, or nobody
    /// @param people on call from then on
    record Change(Instant next, List<PersonId> people) {}

    Timetable(List<Version> versions, List<ScheduleOverride> overrides) {
        this(new OverrideBook(overrides));
        versions.forEach(v -> this.versions.put(v.from(), new SchedulePlan(v.schedule())));
    }

    private Timetable(OverrideBook overrides) {
        this.overrides = overrides;
    }

    /// The same as one layer says it, without overrides and whatever covers it.
    Timetable only(LayerId layer) {
        var one = new Timetable(new OverrideBook(List.of()));
        versions.forEach((from, plan) -> one.versions.put(from, plan.only(layer)));
        return one;
    }

    /// The layers that any version has: those of the newest, the highest first, then older ones.
    List<Layer> layers() {
        Map<LayerId, Layer> layers = new LinkedHashMap<>();
        for (SchedulePlan plan : versions.descendingMap().values()) {
            plan.schedule()
                    .layers()
                    .reversed()
                    .forEach(layer -> layers.putIfAbsent(layer.id(), layer));
        }
        return List.copyOf(layers.values());
    }

    @Override
    public List<Duty> at(Instant at) {
        var version = versions.floorEntry(at);
        return version == null ? List.of() : overrides.applied(version.getValue().at(at), at);
    }

    @Override
    public Instant nextEdge(Instant at) {
        var version = versions.floorEntry(at);
        Instant next = version == null ? Instant.MAX : version.getValue().nextEdge(at);
        Instant edit = versions.higherKey(at);
        next = edit != null && edit.isBefore(next) ? edit : next;
        Instant override = overrides.nextEdge(at);
        return override.isBefore(next) ? override : next;
    }

    /// True when no version of it is in force at any time that was read.
    boolean isEmpty() {
        return versions.isEmpty();
    }

    /// When the version that is in force took effect; `now` when none is.
    Instant changed(Instant now) {
        Instant from = versions.floorKey(now);
        return from == null ? now : from;
    }

    List<PersonId> onCall(Instant at) {
        return at(at).stream().map(Duty::person).toList();
    }

    /// The first change of who is on call after an instant and before `until`.
    Optional<Change> next(Instant after, Instant until) {
        Set<PersonId> now = new HashSet<>(onCall(after));
        for (Instant at = nextEdge(after); at.isBefore(until); at = nextEdge(at)) {
            List<PersonId> then = onCall(at);
            if (!now.equals(new HashSet<>(then))) {
                return Optional.of(new Change(at, then));
            }
        }
        return Optional.empty();
    }
}
