package dev.bellwether.oncall;

import dev.bellwether.model.Layer;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Restriction;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleOverride;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The slow and obvious reference: walks a time minute by minute, keeps the latest time the wall
/// clock has shown, lists the handoffs of each rotation one by one from its start, and looks for
/// each whether it has come. Shares no arithmetic with what it checks.
final class SlowRota {
    private final Schedule schedule;
    private final List<ScheduleOverride> overrides;
    private final ZoneId zone;
    private final List<Walk> walks = new ArrayList<>();
    private LocalDateTime shown;

    /// One layer on its way through time.
    private static final class Walk {
        final Layer layer;
        final LocalDateTime first;
        LocalDateTime period;
        int number;
        int turn;

        Walk(Layer layer) {
            this.layer = layer;
            this.first = layer.rotation().start().atTime(layer.rotation().handoff());
            this.period = first;
        }

        void to(LocalDateTime wall) {
            while (!handoff(number + 1).isAfter(wall)) {
                turn += isTurn(period, handoff(number + 1)) ? 1 : 0;
                number++;
                period = handoff(number);
            }
        }

        LocalDateTime handoff(int n) {
            Rotation rotation = layer.rotation();
            long units = (long) n * rotation.every();
            return switch (rotation.unit()) {
                case HOURLY -> first.plusMinutes(60 * units);
                case DAILY -> first.plusMinutes(24 * 60 * units);
                case WEEKLY -> first.plusMinutes(7 * 24 * 60 * units);
                case MONTHLY -> {
                    LocalDate month = first.toLocalDate().withDayOfMonth(1).plusMonths(units);
                    int day = Math.min(first.getDayOfMonth(), month.lengthOfMonth());
                    yield month.withDayOfMonth(day).atTime(first.toLocalTime());
                }
            };
        }

        /// Looks at every quarter of an hour: tests restrict by whole quarters.
        boolean isTurn(LocalDateTime from, LocalDateTime until) {
            for (var at = from; at.isBefore(until); at = at.plusMinutes(15)) {
                if (isOn(layer.restrictions(), at)) {
                    return true;
                }
                if (at.isAfter(from.plusDays(8))) {
                    return false;
                }
            }
            return false;
        }

        Optional<PersonId> onCall(LocalDateTime wall) {
            if (wall.isBefore(first) || !isOn(layer.restrictions(), wall)) {
                return Optional.empty();
            }
            return Optional.of(layer.people().get(turn % layer.people().size()));
        }
    }

    SlowRota(Schedule schedule, List<ScheduleOverride> overrides, Instant from) {
        this.schedule = schedule;
        this.overrides = overrides;
        this.zone = ZoneId.of(schedule.zone());
        schedule.layers().forEach(layer -> walks.add(new Walk(layer)));
        Instant before = from.minusSeconds(2 * 86_400);
        this.shown = LocalDateTime.ofInstant(before, zone);
        for (Instant at = before; at.isBefore(from); at = at.plusSeconds(60)) {
            see(at);
        }
    }

    private void see(Instant at) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        shown = local.isAfter(shown) ? local : shown;
    }

    /// To be asked minute by minute.
    Set<PersonId> at(Instant minute) {
        see(minute);
        walks.forEach(walk -> walk.to(shown));
        var people = new LinkedHashSet<PersonId>();
        for (int i = schedule.layers().size() - 1; i >= 0 && people.isEmpty(); i--) {
            walks.get(i).onCall(shown).ifPresent(people::add);
        }
        return overridden(people, minute);
    }

    private Set<PersonId> overridden(Set<PersonId> layers, Instant minute) {
        var people = new LinkedHashSet<>(layers);
        for (ScheduleOverride override : overrides) {
            if (minute.isBefore(override.start()) || !minute.isBefore(override.end())) {
                continue;
            }
            switch (override.kind()) {
                case ADD -> people.add(override.person().orElseThrow());
                case REMOVE -> people.remove(override.replaces().orElseThrow());
                case REPLACE -> {
                    if (override.replaces().isEmpty()) {
                        people.clear();
                        people.add(override.person().orElseThrow());
                    } else if (people.remove(override.replaces().get())) {
                        people.add(override.person().orElseThrow());
                    }
                }
            }
        }
        return people;
    }

    static boolean isOn(List<Restriction> restrictions, LocalDateTime wall) {
        if (restrictions.isEmpty()) {
            return true;
        }
        for (Restriction restriction : restrictions) {
            for (int back = 0; back <= 1; back++) {
                LocalDate day = wall.toLocalDate().minusDays(back);
                DayOfWeek name = day.getDayOfWeek();
                LocalDateTime begins = day.atTime(restriction.from());
                LocalDateTime ends = day.atTime(restriction.until());
                ends = ends.isAfter(begins) ? ends : ends.plusDays(1);
                boolean isDay = restriction.days().isEmpty() || restriction.days().contains(name);
                if (isDay && !wall.isBefore(begins) && wall.isBefore(ends)) {
                    return true;
                }
            }
        }
        return false;
    }
}
