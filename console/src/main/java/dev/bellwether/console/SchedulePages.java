package dev.bellwether.console;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleId;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.model.ShiftSwap;
import dev.bellwether.oncall.Coverage;
import dev.bellwether.oncall.Drawing;
import dev.bellwether.oncall.Shift;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Who is on call when: the list of schedules, and one of them drawn.
final class SchedulePages {
    static final String HOME = "/console/schedules";
    private static final Duration AROUND = Duration.ofDays(62);
    private static final int SHIFTS = 200;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

    record Row(ScheduleRoom.Now now, int gaps) {}

    record ListView(List<Row> rows) {}

    /// How much time is drawn at once.
    enum Range {
        WEEK("week", "1 week", 7),
        FORTNIGHT("2weeks", "2 weeks", 14),
        MONTH("4weeks", "4 weeks", 28);

        private final String key;
        private final String word;
        private final int days;

        Range(String key, String word, int days) {
            this.key = key;
            this.word = word;
            this.days = days;
        }

        String key() {
            return key;
        }

        String word() {
            return word;
        }

        int days() {
            return days;
        }

        static Range of(String key) {
            for (Range range : values()) {
                if (range.key.equals(key)) {
                    return range;
                }
            }
            return FORTNIGHT;
        }
    }

    /// @param from the first day that is drawn
    /// @param me who looks at it
    record View(
            ScheduleRoom.Now now,
            Range range,
            LocalDate from,
            LocalDate today,
            ScheduleGrid grid,
            List<Shift> shifts,
            List<ScheduleOverride> overrides,
            List<ShiftSwap> swaps,
            Coverage coverage,
            Optional<Instant> planned,
            Map<PersonId, String> names,
            PersonId me) {
        Schedule schedule() {
            return now.schedule();
        }

        String path() {
            return HOME + "/" + schedule().id();
        }

        String at(Range range, LocalDate from) {
            return path() + "?view=" + range.key + "&from=" + from;
        }

        /// Why no page reaches those who are on call now, such as `Ada has no verified contact
        /// method`; empty when one does, or nobody is.
        Optional<String> unreached() {
            return coverage.gaps().stream()
                    .filter(gap -> gap.start().equals(coverage.from()) && !gap.reasons().isEmpty())
                    .map(gap ->
                            gap.reasons().stream()
                                    .map(one -> one.name() + " " + one.why())
                                    .collect(Collectors.joining("; ")))
                    .findFirst();
        }

        /// `21 Nov to 4 Dec 2026`.
        String span() {
            LocalDate last = from.plusDays(range.days() - 1);
            return DAY.format(from) + " to " + DAY.format(last) + " " + last.getYear();
        }

        ZoneTimes times() {
            return now.times();
        }

        String name(PersonId id) {
            return ScheduleWords.name(id, names);
        }

        String layer(Shift shift) {
            if (shift.override().isPresent()) {
                return "override";
            }
            return schedule().layers().stream()
                    .filter(layer -> shift.layer().filter(layer.id()::equals).isPresent())
                    .map(layer -> layer.name())
                    .findFirst()
                    .orElse("a layer of before");
        }

        GapWords gaps() {
            return GapWords.of(coverage.gaps());
        }
    }

    private final Rooms rooms;
    private final ScheduleRoom room;

    SchedulePages(Rooms rooms) {
        this.rooms = rooms;
        this.room = new ScheduleRoom(rooms);
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/{id}", Role.VIEWER, this::show);
        routes.post(HOME + "/{id}/remove", Role.EDITOR, this::remove);
    }

    private Reply list(Visit visit) {
        List<Row> rows =
                room.all(visit.organization(), visit.now(), 500).stream()
                        .map(now ->
                                new Row(
                                        now,
                                        rooms.rota()
                                                .coverage(
                                                        visit.organization(),
                                                        now.schedule().id(),
                                                        visit.now())
                                                .gaps()
                                                .size()))
                        .toList();
        var view = new ListView(rows);
        return Reply.page(
                "schedules",
                (out, frame) -> JteschedulesGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply show(Visit visit) {
        Schedule schedule = find(visit);
        ZoneId zone = ZoneId.of(schedule.zone());
        LocalDate today = visit.now().atZone(zone).toLocalDate();
        Range range = Range.of(visit.query("view"));
        LocalDate from = day(visit.query("from"), today.minusDays(1));
        Instant start = from.atStartOfDay(zone).toInstant();
        Instant end = from.plusDays(range.days).atStartOfDay(zone).toInstant();
        Map<PersonId, String> names = room.names(visit.organization());
        Drawing drawing = rooms.rota().drawing(visit.organization(), schedule.id(), start, end);
        boolean responds = visit.principal().role().atLeast(Role.RESPONDER);
        String cover = responds ? HOME + "/" + schedule.id() + "/override" : "";
        Instant effective = rooms.schedules().effective(visit.organization(), schedule.id());
        var view =
                new View(
                        room.now(schedule, names, visit.now()),
                        range,
                        from,
                        today,
                        ScheduleGrid.of(drawing, zone, visit.now(), names, cover),
                        shifts(visit, schedule, start, end),
                        rooms.overrides()
                                .list(
                                        visit.organization(),
                                        schedule.id(),
                                        visit.now(),
                                        visit.now().plus(Duration.ofDays(366))),
                        rooms.swaps().list(visit.organization(), schedule.id()).stream()
                                .filter(swap -> swap.state() == ShiftSwap.State.ASKED)
                                .toList(),
                        rooms.rota().coverage(visit.organization(), schedule.id(), visit.now()),
                        Optional.of(effective).filter(visit.now()::isBefore),
                        names,
                        visit.session().person().id());
        return Reply.page(
                "schedules",
                (out, frame) -> JtescheduleGenerated.render(out, Html.PLAIN, frame, view));
    }

    /// Whole shifts, where they are not longer than [#AROUND].
    private List<Shift> shifts(Visit visit, Schedule schedule, Instant start, Instant end) {
        return rooms
                .rota()
                .shifts(visit.organization(), schedule.id(), start.minus(AROUND), end.plus(AROUND))
                .stream()
                .filter(shift -> shift.end().isAfter(start) && shift.start().isBefore(end))
                .limit(SHIFTS)
                .toList();
    }

    private static LocalDate day(String text, LocalDate unset) {
        try {
            LocalDate day = text.isEmpty() ? unset : LocalDate.parse(text);
            return day.getYear() >= 2000 && day.getYear() <= 2200 ? day : unset;
        } catch (DateTimeException e) {
            return unset;
        }
    }

    private Reply remove(Visit visit) {
        Schedule schedule = find(visit);
        try {
            String undo =
                    rooms.schedules().remove(visit.organization(), schedule.id(), visit.actor());
            return Reply.deleted(HOME, "Deleted " + schedule.name() + ".", undo);
        } catch (Conflict e) {
            return Reply.sorry(HOME + "/" + schedule.id(), Errors.words(e));
        }
    }

    private Schedule find(Visit visit) {
        return rooms.schedules().get(visit.organization(), visit.id("schedule", ScheduleId::new));
    }
}
