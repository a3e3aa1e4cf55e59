package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.experiment.AudienceReport.Reached;
import dev.bellwether.experiment.AudienceReport.Row;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random events about the turns of months, in several batches, some late: each figure is that of
/// sets of names, counted plainly.
class AnAudienceIsThatOfThePlainReadingTest {
    private static final ZoneId ZONE = ZoneId.of("Australia/Lord_Howe");
    private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
    private static final YearMonth LAST = YearMonth.of(2026, 2);
    private static final int MONTHS = 7;
    private static final Site SHOP =
            new Site(new SiteId("shop"), new OrganizationId("default"), "Shop", "site-shop", 30);
    private static final Goal ORDER = Goal.of("order");
    private static final Goal VIEW = Goal.of("view");
    private static final Goal TEAM =
            new Goal("view", List.of(new Goal.Filter("plan", Goal.Test.IS, "team")));

    private static final Audience AUDIENCE =
            new Audience(
                    "all",
                    "All",
                    ZONE,
                    List.of(
                            new Audience.Counted("orders", ORDER, true),
                            new Audience.Counted("teams", TEAM, false)),
                    List.of(
                            segment("buyers", new AudienceRule.Did(ORDER)),
                            segment("team", new AudienceRule.Did(TEAM)),
                            segment(
                                    "lookers",
                                    new AudienceRule.All(
                                            List.of(
                                                    new AudienceRule.Did(VIEW),
                                                    new AudienceRule.Not(
                                                            new AudienceRule.Did(ORDER))))),
                            segment(
                                    "either",
                                    new AudienceRule.Any(
                                            List.of(
                                                    new AudienceRule.Did(TEAM),
                                                    new AudienceRule.Did(ORDER)))),
                            segment("solo", did("view", filter("plan", Goal.Test.IS, "solo"))),
                            segment("bought", did("order", filter("plan", Goal.Test.IS, "team"))),
                            segment("else", did("view", filter("plan", Goal.Test.IS_NOT, "team"))),
                            segment("small", did("view", filter("seats", Goal.Test.BELOW, "4"))),
                            segment("five", did("order", filter("seats", Goal.Test.IS, "5"))),
                            segment(
                                    "large",
                                    did(
                                            "view",
                                            filter("plan", Goal.Test.IS, "team"),
                                            filter("seats", Goal.Test.AT_LEAST, "6"))),
                            segment("nobody", new AudienceRule.Any(List.of()))));

    private static final Pattern PROPERTY = Pattern.compile("\"(\\w+)\":\"?(\\w+)");

    @TempDir Path folder;

    @Test
    void afterEachBatchWhenVisitorsAreForgottenWhenOldEventsGoAndWhenNothingCanBeRead()
            throws Exception {
        List<Event> events = events();
        Instant[] now = {FROM.plus(Duration.ofDays(500))};
        AudienceReport last;
        AudienceDesk desk;
        try (var store = EventStore.open(EventSettings.in(folder), () -> now[0])) {
            desk = new AudienceDesk(store, () -> now[0]);
            for (int batch = 1; batch <= 3; batch++) {
                int known = events.size() * batch / 3;
                store.take(SHOP.id(), events.subList(events.size() * (batch - 1) / 3, known));
                store.take(new SiteId("other"), events.subList(0, 10));
                store.apply();
                check(report(desk), events.subList(0, known));
                now[0] = now[0].plusSeconds(1);
                assertThat(report(desk).segments()).isSameAs(report(desk).segments());
                assertThat(report(desk).freshness().asOf()).isEqualTo(now[0]);
            }
            for (String gone : List.of("v7", "v8", "v399")) {
                store.forget(SHOP.id(), gone);
                events.removeIf(event -> event.visitor().equals(gone));
            }
            store.apply();
            check(report(desk), events);

            Instant oldest = Instant.parse("2025-08-10T00:00:00Z");
            store.retain(SHOP.id(), oldest);
            events.removeIf(event -> event.at().isBefore(oldest));
            last = report(desk);
            check(last, events);
            Row buyers = last.segments().getFirst();
            assertThat(
                            ResultsAreTakenAlongTest.onPaper(
                                    AudienceFile.of(last, ResultsFile.Form.PDF)))
                    .contains("2025-08 to 2026-02", last.freshness().words())
                    .contains(Figures.count(buyers.size()) + Figures.percent(buyers.share()))
                    .contains("buyers: order", "large: view where plan is team and seats");
            assertThatThrownBy(() -> desk.report(SHOP, AUDIENCE, Optional.of(LAST), 13))
                    .hasMessageContaining("'13' is not from 1 to 12");
            assertThatThrownBy(() ->
                            desk.report(SHOP, AUDIENCE, Optional.of(YearMonth.of(2025, 5)), 7))
                    .hasMessageContaining("'2025-05' is not from 2025-06 to 2026-05, this month");
        }
        now[0] = now[0].plus(Duration.ofHours(30));
        AudienceReport late = report(desk);
        assertThat(late.segments()).isEqualTo(last.segments());
        assertThat(late.freshness().asOf()).isEqualTo(last.freshness().asOf());
        assertThat(late.freshness().words())
                .startsWith("Stale data. As of ")
                .contains("1 day ago", "Shown as it last was: ");
    }

    private static AudienceReport report(AudienceDesk desk) {
        return desk.report(SHOP, AUDIENCE, Optional.of(LAST), MONTHS);
    }

    @Test
    void aWrongAudienceIsToldAtOnce() {
        var wrong =
                new Audience(
                        "all",
                        "All",
                        ZONE,
                        List.of(),
                        List.of(
                                segment("a b", new AudienceRule.Did(ORDER)),
                                segment("c", new AudienceRule.Did(ORDER)),
                                segment("c", new AudienceRule.Did(Goal.of("")))));
        assertThatThrownBy(wrong::checked)
                .isInstanceOfSatisfying(
                        InvalidInput.class, input -> assertThat(input.problems()).hasSize(3));
    }

    private static void check(AudienceReport told, List<Event> events) {
        Map<YearMonth, Map<String, List<Event>>> months = new TreeMap<>();
        for (Event event : events) {
            months.computeIfAbsent(YearMonth.from(event.at().atZone(ZONE)), _ -> new TreeMap<>())
                    .computeIfAbsent(event.visitor(), _ -> new ArrayList<>())
                    .add(event);
        }
        YearMonth from = LAST.minusMonths(MONTHS - 1L);
        YearMonth before = from.minusMonths(MONTHS);
        assertThat(told.from()).isEqualTo(from);
        assertThat(told.everybody().size()).isEqualTo(everybody(months, from).size());
        assertThat(told.everybody().before()).isEqualTo(everybody(months, before).size());
        for (Row row : told.segments()) {
            String segment = row.segment();
            assertThat(row.size())
                    .as(segment)
                    .isEqualTo(who(months, from, segment, Optional.empty()).size());
            assertThat(row.before())
                    .isEqualTo(who(months, before, segment, Optional.empty()).size());
            for (int i = 0; i < 2; i++) {
                Reached reached = row.goals().get(i);
                Optional<Goal> goal = Optional.of(AUDIENCE.goals().get(i).goal());
                assertThat(reached.visitors()).isEqualTo(who(months, from, segment, goal).size());
                assertThat(reached.before()).isEqualTo(who(months, before, segment, goal).size());
            }
            assertThat(row.goals().getFirst().value()).contains(revenue(months, from, segment));
            assertThat(row.goals().getFirst().valueBefore())
                    .contains(revenue(months, before, segment));
            assertThat(row.goals().getLast().value()).isEmpty();
            for (AudienceReport.Month month : row.months()) {
                assertThat(month.size()).isEqualTo(size(months, month.month(), segment));
                assertThat(month.before())
                        .isEqualTo(size(months, month.month().minusMonths(MONTHS), segment));
            }
        }
        Set<String> both = who(months, from, "buyers", Optional.empty());
        both.retainAll(who(months, from, "team", Optional.empty()));
        assertThat(told.overlaps())
                .contains(new AudienceReport.Overlap("buyers", "team", both.size()));
    }

    private static long size(
            Map<YearMonth, Map<String, List<Event>>> months, YearMonth month, String segment) {
        return months.getOrDefault(month, Map.of()).values().stream()
                .filter(own -> isIn(segment, own))
                .count();
    }

    /// Of orders in months in which the visitor is in the segment.
    private static double revenue(
            Map<YearMonth, Map<String, List<Event>>> months, YearMonth from, String segment) {
        double sum = 0;
        for (int i = 0; i < MONTHS; i++) {
            for (List<Event> own : months.getOrDefault(from.plusMonths(i), Map.of()).values()) {
                if (isIn(segment, own)) {
                    sum +=
                            own.stream()
                                    .filter(event -> did(ORDER, List.of(event)))
                                    .mapToDouble(Event::value)
                                    .filter(value -> !Double.isNaN(value))
                                    .sum();
                }
            }
        }
        return sum;
    }

    private static Set<String> everybody(
            Map<YearMonth, Map<String, List<Event>>> months, YearMonth from) {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < MONTHS; i++) {
            all.addAll(months.getOrDefault(from.plusMonths(i), Map.of()).keySet());
        }
        return all;
    }

    private static Set<String> who(
            Map<YearMonth, Map<String, List<Event>>> months,
            YearMonth from,
            String segment,
            Optional<Goal> goal) {
        Set<String> who = new HashSet<>();
        for (int i = 0; i < MONTHS; i++) {
            months.getOrDefault(from.plusMonths(i), Map.of())
                    .forEach((visitor, own) -> {
                        if (isIn(segment, own) && goal.map(one -> did(one, own)).orElse(true)) {
                            who.add(visitor);
                        }
                    });
        }
        return who;
    }

    private static boolean isIn(String segment, List<Event> own) {
        return AUDIENCE.segments().stream()
                .filter(one -> one.key().equals(segment))
                .allMatch(one -> holds(one.rule(), own));
    }

    private static boolean holds(AudienceRule rule, List<Event> own) {
        return switch (rule) {
            case AudienceRule.Did(Goal goal) -> did(goal, own);
            case AudienceRule.All(var of) -> of.stream().allMatch(one -> holds(one, own));
            case AudienceRule.Any(var of) -> of.stream().anyMatch(one -> holds(one, own));
            case AudienceRule.Not(AudienceRule of) -> !holds(of, own);
        };
    }

    private static boolean did(Goal goal, List<Event> own) {
        return own.stream()
                .anyMatch(event ->
                        event.kind() == Event.Kind.GOAL
                                && event.name().equals(goal.event())
                                && goal.filters().stream().allMatch(one -> passes(one, event)));
    }

    private static boolean passes(Goal.Filter filter, Event event) {
        Optional<String> value =
                PROPERTY.matcher(event.properties())
                        .results()
                        .filter(found -> found.group(1).equals(filter.property()))
                        .map(found -> found.group(2))
                        .findFirst();
        return value.isPresent()
                && switch (filter.test()) {
                    case IS -> value.get().equals(filter.value());
                    case IS_NOT -> !value.get().equals(filter.value());
                    case AT_LEAST -> number(value.get()) >= number(filter.value());
                    case BELOW -> number(value.get()) < number(filter.value());
                };
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    private static AudienceRule did(String event, Goal.Filter... filters) {
        return new AudienceRule.Did(new Goal(event, List.of(filters)));
    }

    private static Goal.Filter filter(String property, Goal.Test test, String value) {
        return new Goal.Filter(property, test, value);
    }

    private static Audience.Segment segment(String key, AudienceRule rule) {
        return new Audience.Segment(key, key, rule);
    }

    private static List<Event> events() {
        var random = new Random(4);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            YearMonth month = YearMonth.of(2025, 1).plusMonths(random.nextInt(14));
            Instant turn = month.atDay(1).atStartOfDay(ZONE).toInstant();
            Instant at =
                    random.nextInt(4) == 0
                            ? turn.plusNanos(1_000L * (random.nextInt(3) - 1))
                            : turn.plusSeconds(random.nextInt(27 * 86_400));
            boolean isGoal = random.nextInt(5) > 0;
            boolean isOrder = random.nextInt(4) == 0;
            events.add(
                    new Event(
                            "e" + i,
                            "v" + random.nextInt(400),
                            at,
                            isGoal ? Event.Kind.GOAL : Event.Kind.EXPOSURE,
                            isGoal ? isOrder ? "order" : "view" : isOrder ? "view" : "blue",
                            isGoal ? "" : "a",
                            isOrder && i % 5 > 0 ? i % 50 : Double.NaN,
                            properties(random)));
        }
        return events;
    }

    private static String properties(Random random) {
        String seats = "\"seats\":" + random.nextInt(9);
        return switch (random.nextInt(7)) {
            case 0 -> "{\"plan\":\"team\"}";
            case 1 -> "{\"plan\":\"team\"," + seats + "}";
            case 2 -> "{" + seats + ",\"plan\":\"solo\"}";
            case 3 -> "{" + seats + "}";
            default -> "";
        };
    }
}
