package dev.bellwether.experiment;

import java.util.List;

/// When an event counts for each of several variables, as numbers: `low` ≤ event − exposure <
/// `high`, before `end`, and on the days.
final class Spans {
    private final LocalDays days;
    private final long[] low;
    private final long[] high;
    private final long[] end;
    private final int[] dayFrom;
    private final int[] dayUntil;

    private Spans(LocalDays days, int size) {
        this.days = days;
        this.low = new long[size];
        this.high = new long[size];
        this.end = new long[size];
        this.dayFrom = new int[size];
        this.dayUntil = new int[size];
    }

    static Spans of(List<Variable> variables, Campaign campaign, LocalDays days) {
        var spans = new Spans(days, variables.size());
        for (int i = 0; i < variables.size(); i++) {
            spans.high[i] = Long.MAX_VALUE;
            spans.end[i] = Long.MAX_VALUE;
            switch (variables.get(i).span()) {
                case Variable.Span.Before(var before) -> {
                    spans.low[i] = -ResultSql.micros(before);
                    spans.high[i] = 0;
                }
                case Variable.Span.After(var window) -> {
                    if (window.isPresent()) {
                        spans.high[i] = ResultSql.micros(window.get());
                    } else {
                        spans.end[i] =
                                campaign.until().map(ResultSql::micros).orElse(Long.MAX_VALUE);
                    }
                }
                case Variable.Span.Days(int from, int until) -> {
                    spans.dayFrom[i] = from;
                    spans.dayUntil[i] = until;
                }
            }
        }
        return spans;
    }

    boolean counts(int variable, long first, long time) {
        long since = time - first;
        if (since < low[variable] || since >= high[variable] || time >= end[variable]) {
            return false;
        }
        if (dayUntil[variable] == 0) {
            return true;
        }
        long day = days.of(time) - days.of(first);
        return day >= dayFrom[variable] && day < dayUntil[variable];
    }

    /// How long before an exposure events may count, in microseconds.
    long longestBefore() {
        long longest = 0;
        for (long one : low) {
            longest = Math.max(longest, -one);
        }
        return longest;
    }
}
