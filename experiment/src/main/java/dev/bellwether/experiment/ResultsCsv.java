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
        Csv.line(csv, HEAD);
        for (OfMetric metric : results.metrics()) {
            for (ArmLevel arm : metric.levels()) {
                Csv.line(csv, row(results, metric, arm));
            }
        }
        return csv.toString();
    }

    private static List<String> row(CampaignResults results, OfMetric metric, ArmLevel arm) {
        CampaignResults.Period period = results.period();
        List<String> row = new ArrayList<>();
        row.add(Csv.text(results.campaign()));
        row.add("" + period.edition());
        row.add("" + period.from());
        row.add(period.until().map(Object::toString).orElse(""));
        row.add("" + results.freshness().asOf());
        row.add(results.freshness().staleSince().map(Object::toString).orElse(""));
        row.add(Csv.text(period.filter()));
        row.add("" + results.trust().passes());
        row.add(Csv.text(metric.metric().key()));
        row.add(metric.metric().role().name());
        row.add(Csv.text(arm.variation()));
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
        row.add(comparison.map(one -> Csv.text(one.sentence())).orElse(""));
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
}
