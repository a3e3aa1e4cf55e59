package dev.bellwether.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventSettings;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.experiment.EveningLooks.Method;
import dev.bellwether.experiment.Simulation.Rate;
import dev.bellwether.experiment.Simulation.Report;
import dev.bellwether.experiment.Simulation.Wish;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.SiteId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A/A campaigns on what visitors of a site did in truth.
class MethodsAreTriedOnTheSitesOwnVisitorsTest {
    private static final Instant END = Instant.parse("2026-06-01T00:00:00Z");
    private static final SiteId SITE = new SiteId("shop");
    private static final int DAYS = 20;
    private static final int VISITORS = 3_000;
    private static final Measure REVENUE = new Measure.Total(Goal.of("order"));

    @TempDir Path folder;

    @Test
    void whoeverPeeksIsFooledAndAlwaysValidMethodsAreNot() {
        List<Event> events = events();
        try (var store = EventStore.open(EventSettings.in(folder), () -> END)) {
            store.take(SITE, events);
            store.take(new SiteId("other"), events.subList(0, 100));
            store.apply();

            Report told = Simulation.of(store, SITE, new Wish(REVENUE, END, DAYS, 300, 1));
            assertThat(told.visitors()).isEqualTo(VISITORS);
            assertThat(told.taken()).isEqualTo(VISITORS);
            double sum = events.stream().mapToDouble(Event::value).filter(v -> v > 0).sum();
            assertThat(told.value().getAsDouble()).isCloseTo(sum / VISITORS, Offset.offset(1e-9));
            // At 5 % more than 31 of 300 would be a chance of one in ten thousand.
            assertThat(rate(told, Method.SEQUENCE).called()).isLessThan(31);
            assertThat(rate(told, Method.MIXTURE).called()).isLessThan(31);
            assertThat(rate(told, Method.OBRIEN_FLEMING).called()).isLessThan(31);
            assertThat(rate(told, Method.POCOCK).called()).isLessThan(31);
            assertThat(rate(told, Method.RATIO).called()).isLessThan(12);
            assertThat(rate(told, Method.PEEKING).share()).isGreaterThan(0.12);
            assertThat(rate(told, Method.PEEKING).low())
                    .isLessThan(rate(told, Method.PEEKING).share());

            assertThat(Simulation.of(store, SITE, new Wish(REVENUE, END, DAYS, 300, 1)))
                    .isEqualTo(told);
            Report conversions =
                    Simulation.of(
                            store,
                            SITE,
                            new Wish(new Measure.Conversion(Goal.of("order")), END, DAYS, 100, 1));
            long buyers =
                    events.stream()
                            .filter(event -> event.kind() == Event.Kind.GOAL)
                            .map(Event::visitor)
                            .distinct()
                            .count();
            assertThat(conversions.value().getAsDouble())
                    .isCloseTo((double) buyers / VISITORS, Offset.offset(1e-12));
            Measure.Ratio ratio =
                    new Measure.Ratio(
                            new Measure.Term(Goal.of("order"), true),
                            new Measure.Term(Goal.of("order"), false));
            Report perOrder = Simulation.of(store, SITE, new Wish(ratio, END, DAYS, 100, 1));
            long orders = events.stream().filter(e -> e.kind() == Event.Kind.GOAL).count();
            assertThat(perOrder.value().getAsDouble()).isCloseTo(sum / orders, Offset.offset(1e-9));
        }
    }

    @Test
    void aSiteWithoutVisitorsHasNoFalseAlarms() {
        try (var store = EventStore.open(EventSettings.in(folder), () -> END)) {
            Report told = Simulation.of(store, SITE, new Wish(REVENUE, END, DAYS, 100, 1));
            assertThat(told.visitors()).isZero();
            assertThat(told.value()).isEmpty();
            assertThat(told.rates()).allMatch(rate -> rate.called() == 0);
        }
    }

    @Test
    void whatCannotBeTriedIsNamed() {
        try (var store = EventStore.open(EventSettings.in(folder), () -> END)) {
            Goal goal = Goal.of("order");
            assertThatThrownBy(() ->
                            Simulation.of(
                                    store,
                                    SITE,
                                    new Wish(new Measure.Quantile(goal, 0.5), END, 1, 99, 1)))
                    .isInstanceOfSatisfying(
                            InvalidInput.class,
                            wrong ->
                                    assertThat(wrong.problems())
                                            .extracting(InvalidInput.Problem::field)
                                            .containsExactly("days", "runs", "measure"));
        }
    }

    private static Rate rate(Report told, Method method) {
        return told.rates().get(method.ordinal());
    }

    /// One visitor of five orders, some again and again, within a week of the first visit.
    private static List<Event> events() {
        var random = new Random(3);
        Instant from = END.minus(Duration.ofDays(DAYS));
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < VISITORS; i++) {
            Instant came = from.plusSeconds(random.nextLong(DAYS * 86_400L));
            events.add(event(events.size(), "v" + i, came, Event.Kind.EXPOSURE, Double.NaN));
            boolean buys = random.nextInt(5) == 0;
            for (Instant at = came; buys && at.isBefore(END); ) {
                events.add(
                        event(
                                events.size(),
                                "v" + i,
                                at,
                                Event.Kind.GOAL,
                                Math.exp(random.nextGaussian())));
                buys = random.nextBoolean();
                at = at.plusSeconds(random.nextInt(4 * 86_400));
            }
        }
        return events;
    }

    private static Event event(
            int number, String visitor, Instant at, Event.Kind kind, double value) {
        boolean isGoal = kind == Event.Kind.GOAL;
        return new Event(
                "e" + number,
                visitor,
                at,
                kind,
                isGoal ? "order" : "blue",
                isGoal ? "" : "a",
                value,
                "");
    }
}
