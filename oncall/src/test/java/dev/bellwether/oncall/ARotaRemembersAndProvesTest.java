package dev.bellwether.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.bellwether.model.Actor;
import dev.bellwether.model.ChannelsSetUp;
import dev.bellwether.model.Directory;
import dev.bellwether.model.LayerId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.OverrideId;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Rotation;
import dev.bellwether.model.Schedule;
import dev.bellwether.model.ScheduleOverride;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A schedule remembers who was on call before it was edited, and proves who will be")
class ARotaRemembersAndProvesTest {
    private static final Instant MAY = Instant.parse("2026-05-04T00:00:00Z"); // a Monday
    private static final Instant JUNE = MAY.plus(Duration.ofDays(28));
    private static final Schedule DAYS =
            Rotas.schedule("UTC", Rotas.layer("days", daily(), "ann", "bob"));
    private static final Schedule AFTER =
            Rotas.schedule(
                    "UTC",
                    Rotas.layer("days", daily(), "cy"),
                    Rotas.layer("noon", daily(), List.of(Rotas.on("12:00", "13:00")), "dee"));
    private static final Timetable EDITED =
            new Timetable(
                    List.of(new Timetable.Version(MAY, DAYS), new Timetable.Version(JUNE, AFTER)),
                    List.of());

    private static Rotation daily() {
        return Rotas.rotation(Rotation.Unit.DAILY, 1, "2026-05-04", "00:00");
    }

    /// Ann and Cy can be reached.
    private static final Directory PEOPLE =
            new Directory() {
                @Override
                public Optional<Person> person(OrganizationId organization, PersonId id) {
                    return switch (id.value()) {
                        case "ann", "cy" -> Optional.of(some(id, true));
                        case "bob" -> Optional.of(some(id, false));
                        default -> Optional.empty();
                    };
                }

                private Person some(PersonId id, boolean verified) {
                    return Office.someone(id.value(), Role.RESPONDER, verified);
                }

                @Override
                public List<Person> owners(OrganizationId organization) {
                    return List.of();
                }
            };

    @Test
    void eachEditionCountsFromItsInstantOn() {
        assertThat(EDITED.at(MAY.minusNanos(1_000))).isEmpty();
        assertThat(EDITED.nextEdge(MAY.minus(Duration.ofDays(9)))).isEqualTo(MAY);
        assertThat(names(EDITED, MAY)).containsExactly("ann");
        assertThat(names(EDITED, JUNE.minusNanos(1_000))).containsExactly("bob");
        assertThat(names(EDITED, JUNE)).containsExactly("cy");
        Instant half = JUNE.minus(Duration.ofHours(1));
        var split =
                new Timetable(
                        List.of(
                                new Timetable.Version(MAY, DAYS),
                                new Timetable.Version(half, AFTER)),
                        List.of());
        assertThat(split.nextEdge(half.minus(Duration.ofHours(2)))).isEqualTo(half);
        assertThat(EDITED.isEmpty()).isFalse();
        assertThat(new Timetable(List.of(), List.of()).isEmpty()).isTrue();
    }

    @Test
    void itKnowsWhenTheEditionInForceTookEffect() {
        assertThat(EDITED.changed(JUNE.plusSeconds(1))).isEqualTo(JUNE);
        assertThat(EDITED.changed(JUNE.minusSeconds(1))).isEqualTo(MAY);
        assertThat(EDITED.changed(MAY.minusSeconds(1))).isEqualTo(MAY.minusSeconds(1));
    }

    @Test
    void aLayerIsDrawnByItselfAndThoseOfTheNewestEditionStandFirst() {
        assertThat(EDITED.layers())
                .extracting(layer -> layer.id().value())
                .containsExactly("noon", "days");
        assertThat(EDITED.layers().getLast().people()).isEqualTo(Rotas.people("cy"));
        Timetable noon = EDITED.only(new LayerId("noon"));
        assertThat(noon.at(JUNE)).isEmpty();
        assertThat(names(noon, JUNE.plus(Duration.ofHours(12)))).containsExactly("dee");
        assertThat(noon.at(MAY.plus(Duration.ofHours(12)))).isEmpty();
        assertThat(names(EDITED.only(new LayerId("days")), JUNE.plus(Duration.ofHours(12))))
                .containsExactly("cy");
        assertThat(noon.stretches(JUNE, JUNE.plus(Duration.ofDays(1))))
                .extracting(Stretch::isEmpty)
                .containsExactly(true, false, true);
    }

    @Test
    void aShiftGoesOnThroughWhatHappensBesideIt() {
        Instant noon = MAY.plus(Duration.ofHours(12));
        var help =
                override(
                        "help",
                        ScheduleOverride.Kind.ADD,
                        "cy",
                        null,
                        noon,
                        noon.plusSeconds(3_600));
        var timetable = new Timetable(List.of(new Timetable.Version(MAY, DAYS)), List.of(help));
        List<Shift> shifts =
                Shift.of(Rotas.PRIMARY, timetable.stretches(MAY, MAY.plus(Duration.ofDays(2))));
        assertThat(shifts)
                .extracting(shift -> shift.person().value(), Shift::start, Shift::end)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "ann", MAY, MAY.plus(Duration.ofDays(1))),
                        org.assertj.core.groups.Tuple.tuple("cy", noon, noon.plusSeconds(3_600)),
                        org.assertj.core.groups.Tuple.tuple(
                                "bob", MAY.plus(Duration.ofDays(1)), MAY.plus(Duration.ofDays(2))));
        assertThat(shifts).extracting(Shift::override).contains(Optional.of(help.id()));
    }

    @Test
    void whoStandsInIsThereSinceTheLaterOfTheTurnAndTheOverride() {
        Instant noon = MAY.plus(Duration.ofHours(12));
        var early =
                override(
                        "e",
                        ScheduleOverride.Kind.REPLACE,
                        "cy",
                        "ann",
                        MAY.minusSeconds(60),
                        noon);
        var late =
                override(
                        "l",
                        ScheduleOverride.Kind.REPLACE,
                        "cy",
                        "ann",
                        noon,
                        noon.plusSeconds(60));
        var timetable =
                new Timetable(List.of(new Timetable.Version(MAY, DAYS)), List.of(early, late));
        assertThat(timetable.at(MAY)).extracting(Duty::since).containsExactly(MAY);
        assertThat(timetable.at(noon)).extracting(Duty::since).containsExactly(noon);
    }

    @Test
    void aTimeInWhichNobodyCanBeReachedIsAGapWithItsReasons() {
        Coverage coverage = proof(DAYS, MAY, MAY.plus(Duration.ofDays(4)));
        assertThat(coverage.isWhole()).isFalse();
        assertThat(coverage.gaps())
                .extracting(Gap::start)
                .containsExactly(MAY.plus(Duration.ofDays(1)), MAY.plus(Duration.ofDays(3)));
        assertThat(coverage.gaps().getFirst().end()).isEqualTo(MAY.plus(Duration.ofDays(2)));
        assertThat(coverage.gaps().getFirst().reasons())
                .extracting(Gap.Unreachable::why)
                .containsExactly("has no verified contact method");
        assertThat(coverage.until()).isEqualTo(MAY.plus(Duration.ofDays(4)));
    }

    @Test
    void neighboursOfOneReasonAreOneGapAndOfTwoReasonsTwo() {
        var bobTwice = Rotas.schedule("UTC", Rotas.layer("days", daily(), "bob"));
        assertThat(proof(bobTwice, MAY, MAY.plus(Duration.ofDays(3))).gaps()).hasSize(1);
        var bobAndNobody = Rotas.schedule("UTC", Rotas.layer("days", daily(), "bob", "zed"));
        assertThat(proof(bobAndNobody, MAY, MAY.plus(Duration.ofDays(3))).gaps())
                .extracting(gap -> gap.reasons().getFirst().why())
                .containsExactly(
                        "has no verified contact method",
                        "is not in the organization any more",
                        "has no verified contact method");
        var annBetween = Rotas.schedule("UTC", Rotas.layer("days", daily(), "bob", "ann"));
        assertThat(proof(annBetween, MAY, MAY.plus(Duration.ofDays(3))).gaps()).hasSize(2);
    }

    @Test
    void onlyWhatWasNoGapBeforeIsOpened() {
        var table =
                List.of(
                        // before, after, opened
                        List.of("", "2-5", "2-5"),
                        List.of("2-5", "2-5", ""),
                        List.of("0-9", "2-5", ""),
                        List.of("0-3", "2-5", "3-5"),
                        List.of("3-9", "2-5", "2-3"),
                        List.of("3-4", "2-5", "2-3 4-5"),
                        List.of("0-2 5-9", "2-5", "2-5"),
                        List.of("2-3 4-5", "1-6", "1-2 3-4 5-6"),
                        List.of("2-5", "", ""),
                        List.of("2-3", "1-2 3-4", "1-2 3-4"),
                        List.of("1-2", "1-3 5-6", "2-3 5-6"));
        assertThat(table)
                .allSatisfy(row ->
                        assertThat(CoverageProof.opened(gaps(row.get(0)), gaps(row.get(1))))
                                .isEqualTo(gaps(row.get(2))));
    }

    @Test
    void aSaveThatOpensGapsIsRefusedWithTheFirstHundred() {
        Coverage whole = new Coverage(MAY, JUNE, List.of());
        Coverage many =
                new Coverage(
                        MAY,
                        JUNE,
                        IntStream.range(0, 101)
                                .mapToObj(i -> gap(2 * i + "-" + (2 * i + 1)))
                                .toList());
        assertThatCode(() -> CoverageProof.refuseNew(many, many)).doesNotThrowAnyException();
        assertThatThrownBy(() -> CoverageProof.refuseNew(whole, many))
                .asInstanceOf(type(OpensGaps.class))
                .satisfies(e -> assertThat(e.gaps()).isEqualTo(many.gaps().subList(0, 100)));
    }

    @Test
    void theWeeksOwnEndIsNoEdgeOfItsOwn() {
        var overSunday = new RestrictionWeek(List.of(Rotas.on("22:00", "02:00", DayOfWeek.SUNDAY)));
        var sunday = LocalDateTime.parse("2026-05-10T23:00");
        assertThat(overSunday.nextEdge(sunday)).isEqualTo("2026-05-11T02:00");
        assertThat(overSunday.nextEdge(LocalDateTime.parse("2026-05-11T03:00")))
                .isEqualTo("2026-05-10T22:00".replace("10T", "17T"));
        var untilSunday =
                new RestrictionWeek(List.of(Rotas.on("22:00", "00:00", DayOfWeek.SUNDAY)));
        assertThat(untilSunday.nextEdge(sunday)).isEqualTo("2026-05-11T00:00");
        var fromMonday = new RestrictionWeek(List.of(Rotas.on("00:00", "01:00", DayOfWeek.MONDAY)));
        assertThat(fromMonday.nextEdge(sunday)).isEqualTo("2026-05-11T00:00");
        assertThat(fromMonday.isOnWithin(LocalDateTime.parse("2026-05-11T00:00"), 1)).isTrue();
        assertThat(fromMonday.isOnWithin(sunday, 60)).isFalse();
        assertThat(fromMonday.isOnWithin(sunday, 61)).isTrue();
    }

    private static Coverage proof(Schedule schedule, Instant from, Instant until) {
        return CoverageProof.of(
                Rotas.always(schedule),
                from,
                until,
                new Reach(Rotas.ACME, new Staff(PEOPLE, ChannelsSetUp.all())));
    }

    private static List<String> names(Timetable timetable, Instant at) {
        return Rotas.names(timetable.onCall(at));
    }

    /// `2-5`: from hour 2 to hour 5.
    private static Gap gap(String hours) {
        String[] ends = hours.split("-");
        return new Gap(
                MAY.plus(Duration.ofHours(Long.parseLong(ends[0]))),
                MAY.plus(Duration.ofHours(Long.parseLong(ends[1]))),
                List.of());
    }

    private static List<Gap> gaps(String text) {
        return text.isEmpty()
                ? List.of()
                : java.util.Arrays.stream(text.split(" "))
                        .map(ARotaRemembersAndProvesTest::gap)
                        .toList();
    }

    private static ScheduleOverride override(
            String id,
            ScheduleOverride.Kind kind,
            String comes,
            @org.jspecify.annotations.Nullable String goes,
            Instant from,
            Instant until) {
        return new ScheduleOverride(
                new OverrideId(id),
                Rotas.ACME,
                Rotas.PRIMARY,
                kind,
                Optional.of(new PersonId(comes)),
                Optional.ofNullable(goes).map(PersonId::new),
                from,
                until,
                "",
                Actor.automation("test", "test"));
    }
}
