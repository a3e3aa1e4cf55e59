package dev.bellwether.experiment;

import dev.bellwether.analytics.Event;
import dev.bellwether.statistics.Family;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A seeded campaign and what its visitors did, about the days on which clocks change: ties in time
/// at every turn, events at the very edge of windows, exposures before, after and to two
/// variations, in any order, some sent twice.
final class ResultsWorld {
    private static final List<String> ZONES =
            List.of(
                    "UTC",
                    "Europe/Berlin",
                    "America/New_York",
                    "Australia/Lord_Howe",
                    "Asia/Kathmandu");

    /// About a change of clocks in Berlin, New York and on Lord Howe Island.
    private static final List<String> STARTS =
            List.of("2026-03-27T20:00:00Z", "2025-10-31T03:00:00Z", "2026-04-03T09:00:00Z");

    private static final Duration STEP = Duration.ofHours(2);

    private final Random random;
    final Campaign campaign;
    final List<Event> events;

    ResultsWorld(int seed) {
        this.random = new Random(seed);
        this.campaign = campaign().checked();
        this.events = events();
    }

    private Campaign campaign() {
        Instant from = Instant.parse(any(STARTS));
        List<Campaign.Arm> arms = new ArrayList<>();
        for (String name : List.of("a", "b", "it's c").subList(0, 2 + random.nextInt(2))) {
            arms.add(new Campaign.Arm(name, 1));
        }
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(4); i++) {
            metrics.add(metric("m" + i));
        }
        return new Campaign(
                "blue",
                arms,
                from,
                random.nextInt(3) == 0
                        ? Optional.empty()
                        : Optional.of(from.plus(STEP.multipliedBy(30))),
                ZoneId.of(any(ZONES)),
                random.nextBoolean() ? Campaign.Multiple.LEFT_OUT : Campaign.Multiple.BY_FIRST,
                List.of(List.<String>of(), List.of("plan"), List.of("plan", "n"))
                        .get(random.nextInt(3)),
                metrics);
    }

    private Metric metric(String key) {
        Measure measure = measure(true);
        Metric metric = Metric.of(key, key, measure, Family.Role.SECONDARY);
        if (random.nextBoolean() && !(measure instanceof Measure.Retention)) {
            metric = metric.within(STEP.multipliedBy(1 + random.nextInt(12)));
        }
        boolean isAmount =
                !(measure instanceof Measure.Conversion
                        || measure instanceof Measure.Retention
                        || measure instanceof Measure.Quantile);
        if (isAmount && random.nextInt(3) == 0) {
            metric =
                    metric.cappedAt(
                            random.nextBoolean()
                                    ? new Metric.Cap.At(1.5)
                                    : new Metric.Cap.Percentile(0.1 + random.nextInt(9) * 0.1));
        }
        if (random.nextInt(3) == 0 && !(measure instanceof Measure.Quantile)) {
            metric =
                    metric.adjustedBy(
                            Metric.Covariate.SAME,
                            new Metric.Covariate(
                                    Optional.of(measure(false)),
                                    STEP.multipliedBy(1 + random.nextInt(5))));
        }
        return metric;
    }

    /// A combination of the campaign's slices; everybody when it has none.
    SliceFilter filter(Random by, int depth) {
        if (campaign.slices().isEmpty()) {
            return SliceFilter.ALL;
        }
        if (depth == 0 || by.nextInt(3) == 0) {
            String slice = campaign.slices().get(by.nextInt(campaign.slices().size()));
            List<String> values = List.of("team", "free", "", "0", "2", "none", "unheard of");
            int from = by.nextInt(values.size());
            return new SliceFilter.OneOf(
                    slice,
                    Set.copyOf(
                            values.subList(
                                    from, Math.min(values.size(), from + 1 + by.nextInt(2)))));
        }
        List<SliceFilter> parts = new ArrayList<>();
        for (int i = 0; i < 1 + by.nextInt(3); i++) {
            parts.add(filter(by, depth - 1));
        }
        return switch (by.nextInt(3)) {
            case 0 -> new SliceFilter.All(parts);
            case 1 -> new SliceFilter.Any(parts);
            default -> new SliceFilter.Not(parts.getFirst());
        };
    }

    private Measure measure(boolean mayBeQuantile) {
        return switch (random.nextInt(mayBeQuantile ? 7 : 6)) {
            case 0 -> new Measure.Conversion(goal());
            case 1 -> new Measure.Count(goal());
            case 2 -> new Measure.Total(goal());
            case 3 ->
                    new Measure.Ratio(
                            new Measure.Term(goal(), true),
                            new Measure.Term(goal(), random.nextBoolean()));
            case 4 -> {
                int day = random.nextInt(3);
                yield new Measure.Retention(goal(), day, day + 1 + random.nextInt(2));
            }
            case 5 -> new Measure.Duration(goal());
            default -> new Measure.Quantile(goal(), 0.5);
        };
    }

    private Goal goal() {
        String event = any(List.of("order", "view", "o'hara"));
        return switch (random.nextInt(6)) {
            case 0 -> new Goal(event, List.of(new Goal.Filter("plan", any(tests(2, 0)), "team")));
            case 1 -> new Goal(event, List.of(new Goal.Filter("n", any(tests(2, 2)), "2")));
            case 2 ->
                    new Goal(
                            event,
                            List.of(
                                    new Goal.Filter("plan", Goal.Test.IS, "free"),
                                    new Goal.Filter("n", Goal.Test.BELOW, "2.5")));
            default -> Goal.of(event);
        };
    }

    private static List<Goal.Test> tests(int count, int from) {
        return List.of(Goal.Test.values()).subList(from, from + count);
    }

    private List<Event> events() {
        List<Event> made = new ArrayList<>();
        int visitors = 1 + random.nextInt(12);
        for (int i = 0; i < visitors * 8; i++) {
            made.add(event(i, "u" + random.nextInt(visitors)));
        }
        Collections.shuffle(made, random);
        List<Event> sent = new ArrayList<>();
        for (Event event : made) {
            sent.add(event);
            if (random.nextInt(8) == 0) {
                sent.add(any(sent));
            }
        }
        return sent;
    }

    private Event event(int number, String visitor) {
        boolean isExposure = random.nextInt(4) == 0;
        // Ids do not rise with time, so that ties are decided by them alone.
        String id = Integer.toString(random.nextInt(10)) + "-" + number;
        String variation =
                random.nextInt(3) == 0
                        ? any(List.of("a", "b", "it's c", "unheard of"))
                        : (visitor.hashCode() & 1) == 0 ? "a" : "b";
        return new Event(
                id,
                visitor,
                time(),
                isExposure ? Event.Kind.EXPOSURE : Event.Kind.GOAL,
                isExposure
                        ? random.nextInt(10) == 0 ? "other" : "blue"
                        : any(List.of("order", "view", "o'hara", "unheard of")),
                isExposure ? variation : "",
                isExposure || random.nextInt(5) == 0
                        ? Double.NaN
                        : (random.nextInt(200) - 20) * 0.25,
                properties());
    }

    private Instant time() {
        Instant at = campaign.from().plus(STEP.multipliedBy(random.nextInt(50) - 10));
        return switch (random.nextInt(6)) {
            case 0 -> at.minusNanos(1_000);
            case 1 -> at.plusNanos(1_000);
            default -> at;
        };
    }

    private String properties() {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "{\"plan\":\"team\",\"n\":" + random.nextInt(5) + "}";
            case 2 -> "{\"plan\":\"free\",\"n\":" + random.nextInt(5) + "}";
            default -> "{\"n\":\"none\"}";
        };
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
