package dev.bellwether.console;

import dev.bellwether.experiment.AudienceReport;
import dev.bellwether.experiment.AudienceReport.Overlap;
import dev.bellwether.experiment.AudienceReport.Reached;
import dev.bellwether.experiment.AudienceReport.Row;
import dev.bellwether.experiment.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An audience report as it is drawn: figures as texts, everybody last.
record AudienceView(AudienceReport report, List<Line> lines, List<OfGoal> goals) {
    private static final int MOST_OVERLAPS = 50;

    /// A segment.
    ///
    /// @param edit empty for everybody
    record Line(Row row, Optional<String> edit, String change, MonthChart spark, MonthChart chart) {
        String share() {
            return Figures.percent(row.share());
        }

        String shareBefore() {
            return Figures.percent(row.shareBefore());
        }
    }

    record OfGoal(String name, boolean values, List<Told> told) {}

    /// A goal in a segment.
    record Told(String segment, Reached reached) {
        String share() {
            return Figures.percent(reached.share());
        }

        String shareBefore() {
            return Figures.percent(reached.shareBefore());
        }

        String value() {
            return reached.value().map(Figures::level).orElse("");
        }

        String valueBefore() {
            return reached.valueBefore().map(Figures::level).orElse("");
        }

        String change() {
            return reached.change();
        }
    }

    record Shared(String one, String other, long visitors, String ofOne) {}

    /// @param path of the audience's page
    static AudienceView of(AudienceReport report, String path) {
        List<Row> rows =
                Stream.concat(report.segments().stream(), Stream.of(report.everybody())).toList();
        List<Line> lines =
                rows.stream()
                        .map(row ->
                                new Line(
                                        row,
                                        row.segment().isEmpty()
                                                ? Optional.empty()
                                                : Optional.of(
                                                        Links.to(
                                                                path + "/segment",
                                                                "key",
                                                                row.segment())),
                                        Figures.change(row.size(), row.before()),
                                        MonthChart.spark(row.months()),
                                        MonthChart.of(row.months())))
                        .toList();
        List<OfGoal> goals = new ArrayList<>();
        for (int i = 0; i < report.goals().size(); i++) {
            int place = i;
            goals.add(
                    new OfGoal(
                            report.goals().get(i),
                            report.everybody().goals().get(i).value().isPresent(),
                            rows.stream()
                                    .map(row -> new Told(row.name(), row.goals().get(place)))
                                    .toList()));
        }
        return new AudienceView(report, lines, goals);
    }

    /// `May 2025 to Apr 2026, beside the 12 months before`.
    String period() {
        int months = report.everybody().months().size();
        return months == 1
                ? MonthChart.MONTH.format(report.until()) + ", beside the month before"
                : MonthChart.MONTH.format(report.from())
                        + " to "
                        + MonthChart.MONTH.format(report.until())
                        + ", beside the "
                        + months
                        + " months before";
    }

    /// The largest first.
    List<Shared> overlaps() {
        Map<String, Row> rows =
                report.segments().stream().collect(Collectors.toMap(Row::segment, row -> row));
        return report.overlaps().stream()
                .sorted(Comparator.comparingLong(Overlap::visitors).reversed())
                .limit(MOST_OVERLAPS)
                .flatMap(each ->
                        Stream.ofNullable(rows.get(each.one()))
                                .flatMap(one ->
                                        Stream.ofNullable(rows.get(each.other()))
                                                .map(other -> shared(one, other, each))))
                .toList();
    }

    private static Shared shared(Row one, Row other, Overlap each) {
        return new Shared(
                one.name(),
                other.name(),
                each.visitors(),
                Figures.percent((double) each.visitors() / one.size())
                        + " and "
                        + Figures.percent((double) each.visitors() / other.size()));
    }
}
