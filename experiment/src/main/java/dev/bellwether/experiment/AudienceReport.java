package dev.bellwether.experiment;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/// Segments of a site's visitors over some months, and over as many before.
///
/// @param visitors of the period, each once
/// @param before visitors of the period before
/// @param overlaps visitors whom two segments share in the period, where they share any
public record AudienceReport(
        YearMonth from,
        YearMonth until,
        long visitors,
        long before,
        List<Row> segments,
        List<Overlap> overlaps) {

    /// @param size visitors who were in the segment in some month of the period
    /// @param share of all visitors of the period
    /// @param before the size in the period before
    /// @param change as a share of `before`; empty when that was nobody
    public record Row(
            String segment,
            String name,
            long size,
            double share,
            long before,
            Optional<Double> change,
            List<Month> months,
            List<Reached> goals) {}

    /// @param size visitors in the segment in that month
    /// @param share of all visitors of the month
    public record Month(YearMonth month, long size, double share, List<Reached> goals) {}

    /// @param visitors of the segment who did it; over a period, who did it in a month in which
    ///   they were in the segment
    /// @param share of the segment
    public record Reached(String goal, long visitors, double share) {}

    /// @param visitors who were in both, each in some month
    public record Overlap(String one, String other, long visitors) {}
}
