package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Layer;
import dev.bellwether.model.LayerId;
import dev.bellwether.model.OverrideId;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Restriction;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleOverride;
import dev.bellwether.model.ScheduleOverride.Kind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Seeded random schedules around days on which clocks change, against [SlowRota].
///
/// `-Dschedules=20000` for the whole number, which is the standard of a run that is not quick;
/// `-Dseed=…` for one of them.
class RandomSchedulesTest {
    private static final int RUNS = Integer.getInteger("schedules", 20_000);
    private static final Actor CLERK = Actor.automation("test", "test");

    /// Zones and an instant near a change of their clocks, or none.
    private static final List<String> PLACES =
            List.of(
                    "America/Chicago 2026-03-08T08:00:00Z",
                    "America/Chicago 2026-11-01T07:00:00Z",
                    "Europe/Berlin 2026-03-29T01:00:00Z",
                    "Europe/Berlin 2026-10-25T01:00:00Z",
                    "Australia/Lord_Howe 2026-10-03T15:30:00Z",
                    "Australia/Lord_Howe 2026-04-04T15:00:00Z",
                    "Asia/Beirut 2026-03-28T22:00:00Z",
                    "America/Havana 2026-11-01T05:00:00Z",
                    "Pacific/Apia 2011-12-30T10:00:00Z",
                    "America/Sao_Paulo 2018-11-04T03:00:00Z",
                    "UTC 2026-02-28T00:00:00Z",
                    "Asia/Kathmandu 2026-12-31T18:00:00Z");

    @Test
    void fast_and_slow_say_the_same_and_shifts_are_what_they_must_be() {
        Long one = Long.getLong("seed");
        if (one != null) {
            run(one);
            return;
        }
        for (long seed = 0; seed < RUNS; seed++) {
            run(seed);
        }
    }

    private static void run(long seed) {
        var random = new Random(seed);
        String[] place = PLACES.get(random.nextInt(PLACES.size())).split(" ");
        Instant change = Instant.parse(place[1]);
        Instant from = change.minus(Duration.ofMinutes(random.nextInt(600)));
        Instant until = change.plus(Duration.ofMinutes(60 + random.nextInt(900)));
        Schedule schedule = schedule(random, place[0], from);
        List<ScheduleOverride> overrides = overrides(random, from);
        var timetable =
                new Timetable(List.of(new Timetable.Version(Instant.EPOCH, schedule)), overrides);
        String told = "seed " + seed + ": " + schedule + " " + overrides;

        List<Stretch> stretches = timetable.stretches(from, until);
        partition(stretches, from, until, told);
        against(new SlowRota(schedule, overrides, from), stretches, timetable, told);
        twoHalves(random, timetable, stretches, from, until, told);
        next(timetable, stretches, from, until, told);
    }

    private static void partition(
            List<Stretch> stretches, Instant from, Instant until, String told) {
        assertThat(stretches.getFirst().start()).as(told).isEqualTo(from);
        assertThat(stretches.getLast().end()).as(told).isEqualTo(until);
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            assertThat(stretch.start()).as(told).isBefore(stretch.end());
            assertThat(new HashSet<>(stretch.people())).as(told).hasSameSizeAs(stretch.people());
            if (i > 0) {
                assertThat(stretch.start()).as(told).isEqualTo(stretches.get(i - 1).end());
                assertThat(stretch.duties()).as(told).isNotEqualTo(stretches.get(i - 1).duties());
            }
        }
    }

    private static void against(
            SlowRota slow, List<Stretch> stretches, Timetable timetable, String told) {
        for (Stretch stretch : stretches) {
            Set<PersonId> people = Set.copyOf(stretch.people());
            for (Instant at = stretch.start();
                    at.isBefore(stretch.end());
                    at = at.plusSeconds(60)) {
                Set<PersonId> expected = slow.at(at);
                List<PersonId> asked = timetable.onCall(at);
                // Looked at first without the words of an assertion: there are millions of minutes.
                if (!expected.equals(people)
                        || asked.size() != expected.size()
                        || !expected.containsAll(asked)) {
                    assertThat(people).as(at + " " + told).isEqualTo(expected);
                    assertThat(asked).as(at + " " + told).hasSameElementsAs(expected);
                }
            }
        }
    }

    private static void twoHalves(
            Random random,
            Timetable timetable,
            List<Stretch> whole,
            Instant from,
            Instant until,
            String told) {
        long seconds = Duration.between(from, until).toSeconds();
        Instant middle = from.plusSeconds(1 + random.nextInt((int) seconds - 1));
        var joined = new ArrayList<>(timetable.stretches(from, middle));
        List<Stretch> rest = timetable.stretches(middle, until);
        Stretch before = joined.getLast();
        if (before.duties().equals(rest.getFirst().duties())) {
            joined.removeLast();
            joined.add(new Stretch(before.start(), rest.getFirst().end(), before.duties()));
            joined.addAll(rest.subList(1, rest.size()));
        } else {
            joined.addAll(rest);
        }
        assertThat(joined).as(told).isEqualTo(whole);
        assertThat(Shift.of(Rotas.PRIMARY, joined))
                .as(told)
                .isEqualTo(Shift.of(Rotas.PRIMARY, whole));
    }

    private static void next(
            Timetable timetable,
            List<Stretch> stretches,
            Instant from,
            Instant until,
            String told) {
        var now = new HashSet<>(stretches.getFirst().people());
        Optional<Stretch> change =
                stretches.stream()
                        .filter(stretch -> !now.equals(new HashSet<>(stretch.people())))
                        .findFirst();
        var next = timetable.next(from, until);
        assertThat(next.map(Timetable.Change::next)).as(told).isEqualTo(change.map(Stretch::start));
        assertThat(next.map(Timetable.Change::people))
                .as(told)
                .isEqualTo(change.map(Stretch::people));
    }

    private static Schedule schedule(Random random, String zone, Instant near) {
        var layers = new ArrayList<Layer>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            layers.add(
                    new Layer(
                            new LayerId("l" + i),
                            "l" + i,
                            rotation(random, near),
                            people(random, 1 + random.nextInt(5)),
                            restrictions(random)));
        }
        return Rotas.schedule(zone, layers.toArray(Layer[]::new));
    }

    private static Rotation rotation(Random random, Instant near) {
        Rotation.Unit unit = Rotation.Unit.values()[random.nextInt(4)];
        int every =
                1
                        + random.nextInt(
                                switch (unit) {
                                    case HOURLY -> 40;
                                    case DAILY -> 9;
                                    case WEEKLY, MONTHLY -> 3;
                                });
        int back =
                switch (unit) {
                    case HOURLY, DAILY -> random.nextInt(-2, 20);
                    case WEEKLY -> random.nextInt(60);
                    case MONTHLY -> random.nextInt(200);
                };
        LocalDate start = LocalDate.ofInstant(near, java.time.ZoneOffset.UTC).minusDays(back);
        return new Rotation(unit, every, start, quarter(random));
    }

    private static LocalTime quarter(Random random) {
        int hour = random.nextInt(3) == 0 ? random.nextInt(24) : random.nextInt(4);
        return LocalTime.of(hour, 15 * random.nextInt(4));
    }

    private static List<PersonId> people(Random random, int count) {
        var people = new ArrayList<PersonId>();
        for (int i = 0; i < count; i++) {
            people.add(new PersonId("p" + random.nextInt(6)));
        }
        return people;
    }

    private static List<Restriction> restrictions(Random random) {
        var restrictions = new ArrayList<Restriction>();
        int count = Math.max(0, random.nextInt(5) - 2);
        for (int i = 0; i < count; i++) {
            var days = EnumSet.noneOf(DayOfWeek.class);
            for (DayOfWeek day : DayOfWeek.values()) {
                if (random.nextInt(3) == 0) {
                    days.add(day);
                }
            }
            restrictions.add(new Restriction(days, quarter(random), quarter(random)));
        }
        return restrictions;
    }

    private static List<ScheduleOverride> overrides(Random random, Instant from) {
        var overrides = new ArrayList<ScheduleOverride>();
        int count = Math.max(0, random.nextInt(7) - 2);
        for (int i = 0; i < count; i++) {
            Instant start =
                    from.truncatedTo(ChronoUnit.HOURS)
                            .plus(Duration.ofMinutes(random.nextInt(900) - 60));
            ScheduleOverride.Kind kind = Kind.values()[random.nextInt(3)];
            var override =
                    new ScheduleOverride(
                            new OverrideId("o" + i),
                            Rotas.ACME,
                            Rotas.PRIMARY,
                            kind,
                            kind == Kind.REMOVE ? Optional.empty() : one(random),
                            kind == Kind.ADD || kind == Kind.REPLACE && random.nextInt(3) == 0
                                    ? Optional.empty()
                                    : one(random),
                            start,
                            start.plus(Duration.ofMinutes(1 + random.nextInt(600))),
                            "",
                            CLERK);
            boolean isAllowed =
                    OverrideInput.conflicts(override, overrides).isEmpty()
                            && !override.person().equals(override.replaces());
            if (isAllowed) {
                overrides.add(override);
            }
        }
        return overrides;
    }

    private static Optional<PersonId> one(Random random) {
        return Optional.of(new PersonId("p" + random.nextInt(6)));
    }
}
