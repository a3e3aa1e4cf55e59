package dev.bellwether.oncall;

import dev.bellwether.model.LayerId;
import dev.bellwether.model.Schedule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/// The layers of a schedule, ready to be asked. Pure, and safe for many threads.
final class SchedulePlan implements Timeline {
    private final Schedule schedule;
    private final WallClock clock;
    private final List<LayerPlan> highestFirst;

    SchedulePlan(Schedule schedule) {
        this(
                schedule,
                WallClock.of(schedule.zone()),
                schedule.layers().reversed().stream().map(LayerPlan::new).toList());
    }

    private SchedulePlan(Schedule schedule, WallClock clock, List<LayerPlan> highestFirst) {
        this.schedule = schedule;
        this.clock = clock;
        this.highestFirst = highestFirst;
    }

    Schedule schedule() {
        return schedule;
    }

    /// One layer by itself; nobody is ever on call when the schedule has none of that id.
    SchedulePlan only(LayerId layer) {
        return new SchedulePlan(
                schedule,
                clock,
                highestFirst.stream().filter(p -> p.layer().id().equals(layer)).toList());
    }

    @Override
    public List<Duty> at(Instant at) {
        LocalDateTime wall = clock.shown(at);
        for (LayerPlan plan : highestFirst) {
            Optional<LayerPlan.Turn> turn = plan.at(wall);
            if (turn.isPresent()) {
                return List.of(
                        new Duty(
                                turn.get().person(),
                                Optional.of(plan.layer().id()),
                                Optional.empty(),
                                clock.first(turn.get().since())));
            }
        }
        return List.of();
    }

    @Override
    public Instant nextEdge(Instant at) {
        LocalDateTime wall = clock.shown(at);
        return highestFirst.stream()
                .map(plan -> plan.nextEdge(wall))
                .min(LocalDateTime::compareTo)
                .map(clock::first)
                .orElse(Instant.MAX);
    }
}
