package dev.bellwether.experiment;

import dev.bellwether.statistics.Family;
import java.time.Duration;
import java.util.stream.Collectors;

/// Campaigns and their parts in words that people read. Pure.
public final class CampaignWords {
    private CampaignWords() {}

    public static String kind(CampaignPlan.Kind kind) {
        return switch (kind) {
            case EXPERIMENT -> "an experiment";
            case PERSONALISATION -> "a personalisation";
            case ROLLOUT -> "a rollout";
        };
    }

    public static String role(Family.Role role) {
        return switch (role) {
            case PRIMARY -> "primary";
            case SECONDARY -> "secondary";
            case GUARDRAIL -> "a guardrail";
        };
    }

    /// `40 s`, `4 min`, `2 h 10 min`, `3 days`.
    public static String about(Duration span) {
        if (span.compareTo(Duration.ofMinutes(1)) < 0) {
            return Math.max(0, span.toSeconds()) + " s";
        }
        if (span.compareTo(Duration.ofHours(1)) < 0) {
            return span.toMinutes() + " min";
        }
        if (span.compareTo(Duration.ofDays(1)) < 0) {
            long minutes = span.toMinutesPart();
            return span.toHours() + " h" + (minutes == 0 ? "" : " " + minutes + " min");
        }
        long days = span.toDays();
        return days + (days == 1 ? " day" : " days");
    }

    /// What a metric measures: `share of visitors with an order`.
    public static String measure(Measure measure) {
        return switch (measure) {
            case Measure.Conversion(Goal goal) -> "share of visitors with " + goal(goal);
            case Measure.Count(Goal goal) -> goal(goal) + " events per visitor";
            case Measure.Total(Goal goal) -> "sum of the values of " + goal(goal) + " per visitor";
            case Measure.Ratio(Measure.Term top, Measure.Term bottom) ->
                    term(top) + " over " + term(bottom);
            case Measure.Retention(Goal goal, int from, int until) ->
                    "share of visitors with "
                            + goal(goal)
                            + " on days "
                            + from
                            + " to "
                            + (until - 1)
                            + " after exposure";
            case Measure.Quantile(Goal goal, double level) ->
                    FlagWords.percent(level) + " quantile of the values of " + goal(goal);
            case Measure.Duration(Goal goal) ->
                    "seconds from the first " + goal(goal) + " to the last";
        };
    }

    private static String term(Measure.Term term) {
        return (term.values() ? "values of " : "number of ") + goal(term.goal());
    }

    /// `order`, or `order where plan is team and total is at least 5`.
    public static String goalInFull(Goal goal) {
        return goal.filters().isEmpty()
                ? goal.event()
                : goal.event()
                        + " where "
                        + goal.filters().stream()
                                .map(filter ->
                                        filter.property()
                                                + switch (filter.test()) {
                                                    case IS -> " is ";
                                                    case IS_NOT -> " is not ";
                                                    case AT_LEAST -> " is at least ";
                                                    case BELOW -> " is below ";
                                                }
                                                + filter.value())
                                .collect(Collectors.joining(" and "));
    }

    private static String goal(Goal goal) {
        return goal.filters().isEmpty() ? goal.event() : goal.event() + " that pass its filters";
    }
}
