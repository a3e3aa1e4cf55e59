package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignResults.ArmLevel;
import dev.bellwether.experiment.CampaignResults.Check;
import dev.bellwether.experiment.CampaignResults.Comparison;
import dev.bellwether.experiment.CampaignResults.OfMetric;
import dev.bellwether.experiment.CampaignResults.Said;
import dev.bellwether.experiment.CampaignResults.Stands;
import java.util.ArrayList;
import java.util.List;

/// Results on paper: what people decided by, with its age, as one file that can be kept.
final class ResultsPdf {
    private static final float[] WIDTHS = {2, 1.4f, 2, 3.4f, 1.3f, 1.5f};

    private final CampaignResults results;

    private ResultsPdf(CampaignResults results) {
        this.results = results;
    }

    static byte[] of(CampaignResults results) {
        return Paper.of(results.name(), new ResultsPdf(results)::write);
    }

    private void write(Paper paper) {
        CampaignResults.Period period = results.period();
        paper.soft(
                "Campaign "
                        + results.campaign()
                        + ", edition "
                        + period.edition()
                        + ", counted from "
                        + FlagWords.time(period.from())
                        + period.until()
                                .map(until -> " until " + FlagWords.time(until))
                                .orElse(" on")
                        + (period.filter().isEmpty()
                                ? "."
                                : ". Only visitors whose " + period.filter() + "."),
                2);
        paper.soft(results.freshness().words(), 10);
        paper.heading(
                results.trust().passes()
                        ? "It may be believed"
                        : "It may not be believed as it is");
        for (Check check : results.trust().checks()) {
            paper.small(check.verdict().name() + ": " + check.words());
        }
        for (OfMetric metric : results.metrics()) {
            paper.heading(
                    metric.metric().name() + ", " + CampaignWords.role(metric.metric().role()));
            for (Comparison comparison : metric.comparisons()) {
                paper.sentence(comparison.sentence());
            }
            paper.table(WIDTHS, rows(metric));
        }
        paper.soft(
                "Ranges hold with 95 % however often one looks; p is corrected for all"
                        + " metrics of the role. Compared with "
                        + results.control()
                        + ".",
                0);
    }

    private List<List<String>> rows(OfMetric metric) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Variation", "Visitors", "Level", "Effect", "p", "Chance"));
        for (ArmLevel arm : metric.levels()) {
            String visitors =
                    results.arms().stream()
                            .filter(one -> one.variation().equals(arm.variation()))
                            .map(one -> Figures.count(one.visitors()))
                            .findFirst()
                            .orElse("");
            String level =
                    arm.level() instanceof Stands stands
                            ? Figures.level(stands.value())
                                    + " ± "
                                    + Figures.error(stands.standardError())
                            : "cannot say";
            Comparison comparison =
                    metric.comparisons().stream()
                            .filter(one -> one.treatment().equals(arm.variation()))
                            .findFirst()
                            .orElse(null);
            List<String> effect =
                    comparison == null
                            ? List.of("control", "", "")
                            : comparison.effect() instanceof Said said
                                    ? List.of(
                                            Figures.signed(
                                                            said.scale(),
                                                            said.estimate(),
                                                            said.high() - said.low())
                                                    + " ("
                                                    + Figures.range(
                                                            said.scale(), said.low(), said.high())
                                                    + ")",
                                            Figures.p(said.adjusted()),
                                            Figures.chance(said.chance()))
                                    : List.of("cannot say", "", "");
            rows.add(
                    List.of(
                            arm.variation(),
                            visitors,
                            level,
                            effect.get(0),
                            effect.get(1),
                            effect.get(2)));
        }
        return rows;
    }
}
