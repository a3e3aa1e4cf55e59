package dev.bellwether.oncall;

import static dev.bellwether.oncall.Rotas.always;
import static dev.bellwether.oncall.Rotas.layer;
import static dev.bellwether.oncall.Rotas.names;
import static dev.bellwether.oncall.Rotas.on;
import static dev.bellwether.oncall.Rotas.rotation;
import static dev.bellwether.oncall.Rotas.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.model.Rotation.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// "A handoff happens at the first instant at which the wall clock shows its time or later."
class HandoffsOnDaysWithOtherClocksTest {
    record Row(String zone, Unit unit, int every, String start, String handoff, String instants) {
        static Row of(String line) {
            String[] cells = line.split(" \\| ", -1);
            String first = cells[5].substring(0, 10);
            String handoff = cells[4].startsWith(":") ? "00" + cells[4] : cells[4];
            return new Row(
                    cells[0],
                    Unit.valueOf(cells[1]),
                    Integer.parseInt(cells[2]),
                    cells[3].equals("-")
                            ? LocalDate.parse(first).minusDays(5).toString()
                            : cells[3],
                    handoff,
                    cells[5]);
        }

        List<Instant> handoffs() {
            return Arrays.stream(instants.split(" "))
                    .map(OffsetDateTime::parse)
                    .map(OffsetDateTime::toInstant)
                    .toList();
        }
    }

    static Stream<Row> rows() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        HandoffsOnDaysWithOtherClocksTest.class.getResourceAsStream(
                                "/rotations.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.startsWith("#")).map(Row::of).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void the_handoffs_are_those_of_the_table(Row row) {
        List<Instant> expected = row.handoffs();
        var timetable =
                always(
                        schedule(
                                row.zone(),
                                layer(
                                        "l",
                                        rotation(
                                                row.unit(),
                                                row.every(),
                                                row.start(),
                                                row.handoff()),
                                        "a",
                                        "b",
                                        "c")));

        List<Stretch> turns =
                timetable.stretches(
                        expected.getFirst(), expected.getLast().plus(Duration.ofMinutes(1)));

        assertThat(turns).extracting(Stretch::start).containsExactlyElementsOf(expected);
        for (int i = 1; i < turns.size(); i++) {
            assertThat(turns.get(i).people()).isNotEqualTo(turns.get(i - 1).people());
        }
        // An instant on the boundary belongs to the new shift, and not an instant before it.
        Instant second = expected.get(1);
        assertThat(timetable.onCall(second)).isEqualTo(turns.get(1).people());
        assertThat(timetable.onCall(second.minusNanos(1))).isEqualTo(turns.get(0).people());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "America/Chicago",
                "Australia/Lord_Howe",
                "Europe/Berlin",
                "Africa/Casablanca",
                "America/Havana",
                "Asia/Beirut",
                "Pacific/Apia"
            })
    void every_24_hours_is_every_day(String zone) {
        for (String handoff : List.of("00:00", "01:30", "02:30", "23:30")) {
            var hours = always(day(zone, Unit.HOURLY, 24, handoff));
            var days = always(day(zone, Unit.DAILY, 1, handoff));
            Instant from = Instant.parse("2026-01-01T00:00:00Z");
            Instant until = from.plus(Duration.ofDays(800));
            assertThat(hours.stretches(from, until)).isEqualTo(days.stretches(from, until));
        }
    }

    private static dev.bellwether.model.Schedule day(
            String zone, Unit unit, int every, String handoff) {
        return schedule(zone, layer("l", rotation(unit, every, "2025-12-01", handoff), "a", "b"));
    }

    @Test
    void daily_turns_on_fridays_only_take_successive_fridays() {
        var timetable =
                always(
                        schedule(
                                "UTC",
                                layer(
                                        "l",
                                        rotation(Unit.DAILY, 1, "2021-01-01", "00:00"),
                                        List.of(on("00:00", "00:00", DayOfWeek.FRIDAY)),
                                        "a",
                                        "b",
                                        "c")));
        LocalDate friday = LocalDate.parse("2021-01-01");
        for (String name : List.of("a", "b", "c", "a", "b", "c")) {
            Instant start = friday.atStartOfDay(ZoneId.of("UTC")).toInstant();
            assertThat(names(timetable.onCall(start))).containsExactly(name);
            assertThat(names(timetable.onCall(start.plus(Duration.ofHours(24)).minusNanos(1))))
                    .containsExactly(name);
            assertThat(timetable.onCall(start.plus(Duration.ofHours(24)))).isEmpty();
            assertThat(timetable.onCall(start.minusNanos(1))).isEmpty();
            friday = friday.plusWeeks(1);
        }
    }

    @Test
    void a_day_that_a_zone_left_out_has_no_shift() {
        // Samoa went from 29 to 31 December 2011.
        var timetable =
                always(
                        schedule(
                                "Pacific/Apia",
                                layer(
                                        "l",
                                        rotation(Unit.DAILY, 1, "2011-12-28", "09:00"),
                                        "a",
                                        "b",
                                        "c",
                                        "d")));
        Instant from = OffsetDateTime.parse("2011-12-28T09:00-10:00").toInstant();
        assertThat(timetable.stretches(from, from.plus(Duration.ofDays(4))))
                .extracting(s -> s.start().toString(), s -> String.join(",", names(s.people())))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("2011-12-28T19:00:00Z", "a"),
                        org.assertj.core.groups.Tuple.tuple("2011-12-29T19:00:00Z", "b"),
                        org.assertj.core.groups.Tuple.tuple("2011-12-30T10:00:00Z", "c"),
                        org.assertj.core.groups.Tuple.tuple("2011-12-30T19:00:00Z", "d"),
                        org.assertj.core.groups.Tuple.tuple("2011-12-31T19:00:00Z", "a"));
    }
}
