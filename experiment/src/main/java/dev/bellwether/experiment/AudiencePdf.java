package dev.bellwether.experiment;

import dev.bellwether.experiment.AudienceReport.Overlap;
import dev.bellwether.experiment.AudienceReport.Reached;
import dev.bellwether.experiment.AudienceReport.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An audience report on paper: the period as a whole. Its months are in the other two files.
final class AudiencePdf {
    private static final float[] SEGMENTS = {4, 1.5f, 1.2f, 1.5f, 1.2f, 1.3f};
    private static final float[] GOALS = {4, 1.5f, 1.2f, 1.5f, 1.2f, 1.7f, 1.3f};
    private static final float[] OVERLAPS = {6, 1.5f};
    private static final int MOST_OVERLAPS = 50;

    private final AudienceReport report;

    private AudiencePdf(AudienceReport report) {
        this.report = report;
    }

    static byte[] of(AudienceReport report) {
        return Paper.of(report.name(), new AudiencePdf(report)::write);
    }

    private void write(Paper paper) {
        paper.soft(
                "Audience "
                        + report.audience()
                        + ", "
                        + report.from()
                        + " to "
                        + report.until()
                        + (report.partial() ? ", which is not over yet" : "")
                        + ", months of "
                        + report.zone().getId()
                        + ", beside as many months before.",
                2);
        paper.soft(report.freshness().words(), 10);
        paper.heading("Segments");
        paper.table(SEGMENTS, segments());
        for (int i = 0; i < report.goals().size(); i++) {
            paper.heading(report.goals().get(i));
            paper.table(GOALS, goal(i));
        }
        if (!report.overlaps().isEmpty()) {
            paper.heading("Who is in two");
            paper.table(OVERLAPS, overlaps());
        }
        paper.soft(
                "A visitor is in a segment in a month by what they did in that month, and in the"
                        + " period if they were in it in some month. Visitors may be in several.",
                0);
    }

    private List<Row> all() {
        return Stream.concat(report.segments().stream(), Stream.of(report.everybody())).toList();
    }

    private List<List<String>> segments() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Segment", "Visitors", "Share", "Before", "Share", "Change"));
        for (Row row : all()) {
            rows.add(
                    List.of(
                            row.name() + ": " + row.rule(),
                            Figures.count(row.size()),
                            Figures.percent(row.share()),
                            Figures.count(row.before()),
                            Figures.percent(row.shareBefore()),
                            Figures.change(row.size(), row.before())));
        }
        return rows;
    }

    private List<List<String>> goal(int place) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Segment", "Visitors", "Share", "Before", "Share", "Value", "Change"));
        for (Row row : all()) {
            Reached reached = row.goals().get(place);
            rows.add(
                    List.of(
                            row.name(),
                            Figures.count(reached.visitors()),
                            Figures.percent(reached.share()),
                            Figures.count(reached.before()),
                            Figures.percent(reached.shareBefore()),
                            reached.value().map(Figures::level).orElse(""),
                            reached.change()));
        }
        return rows;
    }

    /// The largest first.
    private List<List<String>> overlaps() {
        Map<String, String> names =
                report.segments().stream().collect(Collectors.toMap(Row::segment, Row::name));
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Segments", "Visitors"));
        report.overlaps().stream()
                .sorted(Comparator.comparingLong(Overlap::visitors).reversed())
                .limit(MOST_OVERLAPS)
                .forEach(each ->
                        rows.add(
                                List.of(
                                        names.getOrDefault(each.one(), each.one())
                                                + " and "
                                                + names.getOrDefault(each.other(), each.other()),
                                        Figures.count(each.visitors()))));
        return rows;
    }
}
