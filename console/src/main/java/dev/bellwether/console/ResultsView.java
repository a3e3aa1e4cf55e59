package dev.bellwether.console;

import dev.bellwether.experiment.CampaignResults;
import dev.bellwether.experiment.CampaignResults.ArmLevel;
import dev.bellwether.experiment.CampaignResults.CannotSay;
import dev.bellwether.experiment.CampaignResults.Comparison;
import dev.bellwether.experiment.CampaignResults.Finding;
import dev.bellwether.experiment.CampaignResults.OfMetric;
import dev.bellwether.experiment.CampaignResults.Question;
import dev.bellwether.experiment.CampaignResults.Said;
import dev.bellwether.experiment.CampaignResults.Stands;
import dev.bellwether.experiment.CampaignResults.Unknown;
import dev.bellwether.experiment.CampaignResults.Verdict;
import dev.bellwether.experiment.Figures;
import dev.bellwether.experiment.ResultsDesk;
import dev.bellwether.statistics.Family;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Results as the page of a campaign shows them.
///
/// @param sql the queries behind them, by metric
record ResultsView(CampaignResults results, List<Group> groups, Map<String, String> sql) {
    /// The metrics of one role.
    record Group(String name, List<Card> cards) {}

    /// A metric.
    record Card(
            OfMetric metric,
            List<Told> told,
            Optional<IntervalChart> chart,
            List<Drawn> series,
            List<Cells> cells) {}

    record Told(String sentence, String word, String tone) {}

    record Drawn(String treatment, SeriesChart chart) {}

    /// A variation's row of the table.
    record Cells(
            String variation,
            String visitors,
            String level,
            String effect,
            String corrected,
            String fixed,
            String chance,
            String uncapped) {}

    static ResultsView of(ResultsDesk.Report report) {
        CampaignResults results = report.results();
        List<Group> groups =
                List.of(
                                group("What is decided on", Family.Role.PRIMARY, results),
                                group("Guardrails", Family.Role.GUARDRAIL, results),
                                group("What else was asked", Family.Role.SECONDARY, results))
                        .stream()
                        .filter(group -> !group.cards().isEmpty())
                        .toList();
        return new ResultsView(results, groups, report.sql());
    }

    private static Group group(String name, Family.Role role, CampaignResults results) {
        return new Group(
                name,
                results.metrics().stream()
                        .filter(one -> one.metric().role() == role)
                        .map(one -> card(one, results))
                        .toList());
    }

    private static Card card(OfMetric metric, CampaignResults results) {
        return new Card(
                metric,
                metric.comparisons().stream()
                        .map(one ->
                                new Told(
                                        one.sentence(),
                                        word(one.finding()),
                                        IntervalChart.tone(one.finding())))
                        .toList(),
                IntervalChart.of(metric.comparisons()),
                metric.comparisons().stream()
                        .flatMap(one ->
                                SeriesChart.of(one.series()).stream()
                                        .map(chart -> new Drawn(one.treatment(), chart)))
                        .toList(),
                metric.levels().stream().map(level -> cells(metric, level, results)).toList());
    }

    private static Cells cells(OfMetric metric, ArmLevel arm, CampaignResults results) {
        String visitors =
                results.arms().stream()
                        .filter(one -> one.variation().equals(arm.variation()))
                        .findFirst()
                        .map(one -> Figures.count(one.visitors()))
                        .orElse("");
        String level =
                switch (arm.level()) {
                    case Stands(double value, double error) ->
                            Figures.level(value) + " ± " + Figures.error(error);
                    case Unknown _ -> "cannot say";
                };
        Optional<Comparison> comparison =
                metric.comparisons().stream()
                        .filter(one -> one.treatment().equals(arm.variation()))
                        .findFirst();
        if (comparison.isEmpty()) {
            return new Cells(arm.variation(), visitors, level, "control", "", "", "", "");
        }
        return switch (comparison.get().effect()) {
            case CannotSay _ ->
                    new Cells(arm.variation(), visitors, level, "cannot say", "", "", "", "");
            case Said said ->
                    new Cells(
                            arm.variation(),
                            visitors,
                            level,
                            signed(said),
                            Figures.p(said.adjusted()),
                            "Welch "
                                    + Figures.range(said.scale(), said.fixedLow(), said.fixedHigh())
                                    + ", p "
                                    + Figures.p(said.fixedPValue()),
                            Figures.chance(said.chance()),
                            comparison
                                    .get()
                                    .uncapped()
                                    .map(one ->
                                            one instanceof Said raw ? signed(raw) : "cannot say")
                                    .orElse(""));
        };
    }

    private static String signed(Said said) {
        return Figures.signed(said.scale(), said.estimate(), said.high() - said.low())
                + " ("
                + Figures.range(said.scale(), said.low(), said.high())
                + ")";
    }

    private static String word(Finding finding) {
        return switch (finding) {
            case BETTER -> "Better";
            case WORSE -> "Worse";
            case HOLDS -> "Holds";
            case OPEN -> "Open";
            case OBSERVED -> "Observed";
            case CANNOT_SAY -> "Cannot say";
        };
    }

    static String question(Question question) {
        return switch (question) {
            case RANDOMISED -> "Dealt by chance";
            case SAMPLE_RATIO -> "Shares as set";
            case MULTIPLE_VARIATIONS -> "One variation each";
            case ENOUGH_VISITORS -> "Enough visitors";
            case FRESHNESS -> "Fresh data";
            case EDITED -> "One campaign throughout";
        };
    }

    static String tone(Verdict verdict) {
        return switch (verdict) {
            case PASSES -> "good";
            case WARNS -> "warn";
            case FAILS -> "bad";
        };
    }

    static String word(Verdict verdict) {
        return switch (verdict) {
            case PASSES -> "Passes";
            case WARNS -> "Mind";
            case FAILS -> "Fails";
        };
    }
}
