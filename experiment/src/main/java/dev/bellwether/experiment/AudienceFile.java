package dev.bellwether.experiment;

import dev.bellwether.experiment.AudienceReport.Reached;
import dev.bellwether.experiment.AudienceReport.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// An audience report to be kept or sent on. Pure.
public final class AudienceFile {
    private AudienceFile() {}

    /// As CSV: a row for each segment over the period, then for each of its months. As JSON: the
    /// whole report, with overlaps. As PDF: segments, goals and overlaps of the period.
    public static ResultsFile of(AudienceReport report, ResultsFile.Form form) {
        return ResultsFile.of(
                report.audience() + "-" + report.from() + "-" + report.until(),
                report,
                form,
                AudienceFile::csv,
                AudiencePdf::of);
    }

    private static String csv(AudienceReport report) {
        var csv = new StringBuilder();
        List<String> head =
                new ArrayList<>(
                        List.of(
                                "audience",
                                "as of",
                                "stale since",
                                "segment",
                                "name",
                                "from",
                                "until",
                                "visitors",
                                "share",
                                "visitors before"));
        for (String goal : report.goals()) {
            for (String column : List.of("", " share", " before", " value", " value before")) {
                head.add(Csv.text(goal + column));
            }
        }
        Csv.line(csv, head);
        Stream.concat(Stream.of(report.everybody()), report.segments().stream())
                .forEach(row -> {
                    Csv.line(csv, cells(report, row));
                    for (AudienceReport.Month month : row.months()) {
                        List<String> cells =
                                start(report, row, "" + month.month(), "" + month.month());
                        cells.add("" + month.size());
                        cells.add("" + month.share());
                        cells.add("" + month.before());
                        month.goals().forEach(goal -> add(cells, goal));
                        Csv.line(csv, cells);
                    }
                });
        return csv.toString();
    }

    private static List<String> cells(AudienceReport report, Row row) {
        List<String> cells = start(report, row, "" + report.from(), "" + report.until());
        cells.add("" + row.size());
        cells.add("" + row.share());
        cells.add("" + row.before());
        row.goals().forEach(goal -> add(cells, goal));
        return cells;
    }

    private static List<String> start(AudienceReport report, Row row, String from, String until) {
        return new ArrayList<>(
                List.of(
                        Csv.text(report.audience()),
                        "" + report.freshness().asOf(),
                        report.freshness().staleSince().map(Object::toString).orElse(""),
                        Csv.text(row.segment()),
                        Csv.text(row.name()),
                        from,
                        until));
    }

    private static void add(List<String> cells, Reached goal) {
        cells.add("" + goal.visitors());
        cells.add("" + goal.share());
        cells.add("" + goal.before());
        cells.add(goal.value().map(Object::toString).orElse(""));
        cells.add(goal.valueBefore().map(Object::toString).orElse(""));
    }
}
