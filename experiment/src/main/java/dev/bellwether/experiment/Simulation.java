package dev.bellwether.experiment;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.experiment.EveningLooks.Method;
import dev.bellwether.model.SiteId;
import dev.bellwether.statistics.Family;
import dev.bellwether.statistics.Interval;
import dev.bellwether.statistics.Proportions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Campaigns in which nothing was changed, on what the visitors of a site did in truth: they are
/// divided by a coin, again and again, and somebody looks each evening. How often does each method
/// call an effect? Whatever is odd about the site's values (few buyers, one customer who buys for a
/// thousand) is in the answer.
public final class Simulation {
    /// Visitors that are taken at most; of more, a fixed choice by chance.
    static final int MOST_VISITORS = 200_000;

    private static final int MOST_RUNS = 5_000;
    private static final int MOST_DAYS = 90;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Simulation() {}

    /// @param measure a conversion, a count, a sum or a ratio; it counts from a visitor's first
    ///   event in the period
    /// @param until end of the last day
    /// @param days 2 to 90, each of 24 hours
    /// @param runs campaigns, 100 to 5,000
    /// @param seed the same seed divides in the same ways
    public record Wish(Measure measure, Instant until, int days, int runs, long seed) {}

    /// @param called campaigns that the method called at least once
    /// @param low of Wilson's interval of the share, at 95 %
    /// @param high of that interval
    public record Rate(
            Method method, String name, int called, double share, double low, double high) {}

    /// @param visitors of the period
    /// @param taken of them
    /// @param value of the metric over those taken; empty when it has none
    public record Report(
            Instant from,
            Instant until,
            long visitors,
            int taken,
            OptionalDouble value,
            int runs,
            List<Rate> rates) {}

    /// Reads the tables once, then divides in memory; about a second for a hundred thousand
    /// visitors and a hundred campaigns.
    ///
    /// @throws dev.bellwether.model.InvalidInput naming everything that is wrong
    /// @throws dev.bellwether.analytics.EventsUnavailable when the tables cannot be read now
    public static Report of(EventStore events, SiteId site, Wish wish) {
        refuse(wish);
        var reading = new SiteHistory.Reader(site, wish);
        return report(wish, events.of(site).ask(reading::read, LIMIT));
    }

    static Report report(Wish wish, SiteHistory history) {
        int[] called = new int[Method.values().length];
        if (history.visitors() > 0) {
            var plan = EveningLooks.Plan.of(history.visitors(), 0.5, history.information());
            List<Map<Method, Integer>> calls =
                    IntStream.range(0, wish.runs)
                            .mapToObj(run -> history.divided(plan, wish.seed, run))
                            .toList();
            calls.forEach(one -> one.keySet().forEach(method -> called[method.ordinal()]++));
        }
        List<Rate> rates = new ArrayList<>();
        for (Method method : Method.values()) {
            rates.add(rate(method, called[method.ordinal()], wish.runs));
        }
        return new Report(
                from(wish),
                wish.until,
                history.all(),
                history.visitors(),
                history.value(),
                wish.runs,
                List.copyOf(rates));
    }

    static Metric metric(Wish wish) {
        return Metric.of("aa", "aa", wish.measure, Family.Role.PRIMARY);
    }

    private static Instant from(Wish wish) {
        return wish.until.minus(Duration.ofDays(wish.days));
    }

    private static Rate rate(Method method, int called, int runs) {
        Interval interval =
                Proportions.wilson(new Proportions.Count(runs, called), 0.05)
                        .optional()
                        .orElseThrow();
        return new Rate(
                method,
                method.text(),
                called,
                (double) called / runs,
                interval.low(),
                interval.high());
    }

    private static void refuse(Wish wish) {
        var faults = new Faults();
        faults.require(
                wish.days >= 2 && wish.days <= MOST_DAYS,
                "days",
                "'" + wish.days + "' is not from 2 to " + MOST_DAYS);
        faults.require(
                wish.runs >= 100 && wish.runs <= MOST_RUNS,
                "runs",
                "'" + wish.runs + "' is not from 100 to " + MOST_RUNS);
        boolean isSimple =
                switch (wish.measure) {
                    case Measure.Conversion _, Measure.Count _, Measure.Total _, Measure.Ratio _ ->
                            true;
                    case Measure.Retention _, Measure.Quantile _, Measure.Duration _ -> false;
                };
        faults.require(
                isSimple,
                "measure",
                "is none of conversion, count, sum and ratio, which alone can be added day by day");
        faults.refuse();
        new Campaign(
                        "aa",
                        List.of(new Campaign.Arm("a", 1), new Campaign.Arm("b", 1)),
                        from(wish),
                        Optional.of(wish.until),
                        ZoneOffset.UTC,
                        Campaign.Multiple.LEFT_OUT,
                        List.of(),
                        List.of(metric(wish)))
                .checked();
    }
}
