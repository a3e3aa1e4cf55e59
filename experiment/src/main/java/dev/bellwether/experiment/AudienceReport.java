package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignResults.Freshness;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// Segments of a site's visitors over some months, beside as many months before.
///
/// @param audience its key
/// @param zone whose months these are
/// @param goals names of the goals, in the order of every [Row#goals]
/// @param partial whether the last month is not over yet
/// @param everybody all visitors of the site, as if they were a segment
/// @param overlaps visitors whom two segments share in the period, where they share any
public record AudienceReport(
        String audience,
        String name,
        ZoneId zone,
        YearMonth from,
        YearMonth until,
        boolean partial,
        Freshness freshness,
        List<String> goals,
        Row everybody,
        List<Row> segments,
        List<Overlap> overlaps) {
    public AudienceReport {
        goals = List.copyOf(goals);
        segments = List.copyOf(segments);
        overlaps = List.copyOf(overlaps);
    }

    AudienceReport with(Freshness other) {
        return new AudienceReport(
                audience, name, zone, from, until, partial, other, goals, everybody, segments,
                overlaps);
    }

    /// @param rule in words
    /// @param size visitors who were in the segment in some month of the period
    /// @param share of all visitors of the period
    /// @param before the size in the period before
    /// @param shareBefore of all visitors of the period before
    /// @param change as a share of `before`; empty when that was nobody
    public record Row(
            String segment,
            String name,
            String rule,
            long size,
            double share,
            long before,
            double shareBefore,
            Optional<Double> change,
            List<Month> months,
            List<Reached> goals) {
        public Row {
            months = List.copyOf(months);
            goals = List.copyOf(goals);
        }
    }

    /// @param size visitors in the segment in that month
    /// @param share of all visitors of the month
    /// @param before the size in the month of the period before, such as the same month a year ago
    public record Month(
            YearMonth month, long size, double share, long before, List<Reached> goals) {
        public Month {
            goals = List.copyOf(goals);
        }
    }

    /// @param visitors of the segment who did it; over a period, who did it in a month in which
    ///   they were in the segment
    /// @param share of the segment
    /// @param before the same visitors in the period before, or the month of it
    /// @param value sum of the values of such events; empty where the goal has none to add
    public record Reached(
            long visitors,
            double share,
            long before,
            double shareBefore,
            Optional<Double> value,
            Optional<Double> valueBefore) {
        /// Of the value, or of the visitors where there is none: `+3.2 %`.
        public String change() {
            return value.isEmpty()
                    ? Figures.change(visitors, before)
                    : Figures.change(value.orElse(0.0), valueBefore.orElse(0.0));
        }
    }

    /// @param one key of a segment
    /// @param visitors who were in both, each in some month
    public record Overlap(String one, String other, long visitors) {}
}
