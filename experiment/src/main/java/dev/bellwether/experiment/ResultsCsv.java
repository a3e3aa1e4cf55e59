package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignResults.ArmLevel;
import dev.bellwether.experiment.CampaignResults.CannotSay;
import dev.bellwether.experiment.CampaignResults.Comparison;
import dev.bellwether.experiment.CampaignResults.OfMetric;
import dev.bellwether.experiment.CampaignResults.Said;
import dev.bellwether.experiment.CampaignResults.Stands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Results as a table for spreadsheets (RFC 4180): a row for each metric and variation. Pure.
final class ResultsCsv {
    private static final List<String> HEAD =
            List.of(
                    "campaign",
                    "edition",
                    "from",
                    "until",
                    "as of",
                    "stale since",
                    "filter",
                    "believed",
                    "metric",
                    "role",
                    "variation",
                    "visitors",
                    "level",
                    "standard error",
                    "scale",
                    "effect",
                    "low",
                    "high",
                    "p",
                    "p corrected",
                    "welch low",
                    "welch high",
                    "welch p",
                    "chance higher",
                    "finding",
                    "sentence");

    private ResultsCsv() {}

    static String of(CampaignResults results) {
        var csv = new StringBuilder();
        line(csv, HEAD);
        for (OfMetric metric : results.metrics()) {
            for (ArmLevel arm : metric.levels()) {
                line(csv, row(results, metric, arm));
            }
        }
        return csv.toString();
    }

    private static List<String> row(CampaignResults results, OfMetric metric, ArmLevel arm) {
        CampaignResults.Period period = results.period();
        List<String> row = new ArrayList<>();
        row.add(text(results.campaign()));
        row.add("" + period.edition());
        row.add("" + period.from());
        row.add(period.until().map(Object::toString).orElse(""));
        row.add("" + results.freshness().asOf());
        row.add(results.freshness().staleSince().map(Object::toString).orElse(""));
        row.add(text(period.filter()));
        row.add("" + results.trust().passes());
        row.add(text(metric.metric().key()));
        row.add(metric.metric().role().name());
        row.add(text(arm.variation()));
        row.add(
                results.arms().stream()
                        .filter(one -> one.variation().equals(arm.variation()))
                        .map(one -> "" + one.visitors())
                        .findFirst()
                        .orElse(""));
        boolean stands = arm.level() instanceof Stands;
        row.add(stands ? "" + ((Stands) arm.level()).value() : "");
        row.add(stands ? "" + ((Stands) arm.level()).standardError() : "");
        Optional<Comparison> comparison =
                metric.comparisons().stream()
                        .filter(one -> one.treatment().equals(arm.variation()))
                        .findFirst();
        row.addAll(comparison.map(ResultsCsv::effect).orElseGet(() -> blanks(10)));
        row.add(comparison.map(one -> one.finding().name()).orElse("CONTROL"));
        row.add(comparison.map(one -> text(one.sentence())).orElse(""));
        return row;
    }

    private static List<String> effect(Comparison comparison) {
        return switch (comparison.effect()) {
            case CannotSay _ -> blanks(10);
            case Said said ->
                    List.of(
                            said.scale().name(),
                            "" + said.estimate(),
                            "" + said.low(),
                            "" + said.high(),
                            "" + said.pValue(),
                            "" + said.adjusted(),
                            "" + said.fixedLow(),
                            "" + said.fixedHigh(),
                            "" + said.fixedPValue(),
                            "" + said.chance());
        };
    }

    private static List<String> blanks(int count) {
        return java.util.Collections.nCopies(count, "");
    }

    /// A name that a spreadsheet would take for a formula gets an apostrophe.
    private static String text(String value) {
        boolean isFormula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
        return isFormula ? "'" + value : value;
    }

    private static void line(StringBuilder to, List<String> cells) {
        to.append(cells.stream().map(ResultsCsv::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String quoted(String cell) {
        boolean needsQuotes =
                cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needsQuotes ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
