package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignResults.ArmCount;
import dev.bellwether.experiment.CampaignResults.ArmLevel;
import dev.bellwether.experiment.CampaignResults.Comparison;
import dev.bellwether.experiment.CampaignResults.Effect;
import dev.bellwether.experiment.CampaignResults.Freshness;
import dev.bellwether.experiment.CampaignResults.OfMetric;
import dev.bellwether.experiment.CampaignResults.Said;
import dev.bellwether.experiment.CampaignResults.Stands;
import dev.bellwether.experiment.CampaignResults.Unknown;
import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Because;
import dev.bellwether.statistics.Family;
import dev.bellwether.statistics.Level;
import dev.bellwether.statistics.Sums;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From sums to findings: the trust panel, an effect for each metric and treatment corrected by the
/// metric's role, and the sentence that says it. Pure.
///
/// Whoever runs a campaign looks at it each day, so what is said rests on intervals and p-values
/// that hold whenever one looks; Welch's stand beside them.
final class ResultsReader {
    private final SiteCampaign kept;
    private final Edition edition;
    private final Tally tally;
    private final EffectReader effects;

    private ResultsReader(SiteCampaign kept, Edition edition, Tally tally) {
        this.kept = kept;
        this.edition = edition;
        this.tally = tally;
        this.effects = new EffectReader(kept.plan().plannedVisitors());
    }

    /// @param filter in words; empty: everybody
    static CampaignResults read(
            SiteCampaign kept, Edition edition, Tally tally, Freshness freshness, String filter) {
        return new ResultsReader(kept, edition, tally).read(freshness, filter);
    }

    static long visitors(Tally tally, String variation) {
        return tally.visitors().entrySet().stream()
                .filter(one -> one.getKey().variation().equals(variation))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private CampaignResults read(Freshness freshness, String filter) {
        Campaign campaign = edition.campaign();
        double weights = campaign.variations().stream().mapToDouble(Campaign.Arm::weight).sum();
        return new CampaignResults(
                campaign.key(),
                kept.plan().name(),
                kept.plan().kind(),
                kept.state(),
                new CampaignResults.Period(
                        edition.number(), campaign.from(), campaign.until(), edition.why(), filter),
                freshness,
                new TrustReader(kept.plan().kind(), edition, tally).read(freshness),
                control(),
                campaign.variations().stream()
                        .map(arm ->
                                new ArmCount(
                                        arm.name(),
                                        arm.weight() / weights,
                                        visitors(tally, arm.name())))
                        .toList(),
                metrics());
    }

    private String control() {
        return edition.campaign().variations().getFirst().name();
    }

    /// A treatment's effect on a metric before it is corrected and said.
    ///
    /// @param question empty where there is no effect
    private record Raw(
            Metric metric,
            String treatment,
            Effect effect,
            Optional<Effect> uncapped,
            Optional<Family.Question> question,
            List<CampaignResults.DayEffect> series) {}

    private List<OfMetric> metrics() {
        List<Raw> all = new ArrayList<>();
        for (Tally.OfMetric one : tally.metrics()) {
            Metric metric = metric(one.key());
            for (Campaign.Arm arm : edition.campaign().variations()) {
                if (!arm.name().equals(control())) {
                    all.add(raw(metric, one, arm.name()));
                }
            }
        }
        List<Double> adjusted =
                Family.USUAL.adjust(all.stream().flatMap(raw -> raw.question().stream()).toList());
        List<OfMetric> metrics = new ArrayList<>();
        int at = 0;
        int next = 0;
        for (Tally.OfMetric one : tally.metrics()) {
            Metric metric = metric(one.key());
            List<Comparison> comparisons = new ArrayList<>();
            while (at < all.size() && all.get(at).metric().key().equals(one.key())) {
                Raw raw = all.get(at++);
                double p = raw.question().isPresent() ? adjusted.get(next++) : 1;
                comparisons.add(comparison(raw, p));
            }
            metrics.add(
                    new OfMetric(
                            metric,
                            CampaignWords.measure(metric.measure()),
                            levels(metric, one),
                            comparisons));
        }
        return metrics;
    }

    private Comparison comparison(Raw raw, double p) {
        Effect effect = raw.effect() instanceof Said said ? said.adjusted(p) : raw.effect();
        Sentences.Spoken spoken =
                new Sentences(kept.plan().kind(), kept.state(), control())
                        .of(raw.metric(), raw.treatment(), effect, raw.uncapped());
        return new Comparison(
                raw.treatment(),
                spoken.finding(),
                spoken.sentence(),
                effect,
                raw.uncapped(),
                raw.series());
    }

    private Metric metric(String key) {
        return edition.campaign().metrics().stream()
                .filter(metric -> metric.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private Raw raw(Metric metric, Tally.OfMetric one, String treatment) {
        return switch (one) {
            case Tally.Ranked ranked -> {
                Answer<EffectReader.Seen> seen =
                        present(treatment, 0)
                                .then(_ ->
                                        effects.of(of(ranked, control()), of(ranked, treatment)));
                yield raw(metric, treatment, seen, Optional.empty(), List.of());
            }
            case Tally.Summed summed -> {
                Reckoning how = Reckoning.of(metric);
                Map<Tally.Cell, Sums> judged =
                        metric.cap().isPresent() ? summed.capped() : summed.raw();
                yield raw(
                        metric,
                        treatment,
                        seen(judged, treatment, how),
                        metric.cap().map(_ -> effects.effect(seen(summed.raw(), treatment, how))),
                        new SeriesReader(effects, how).of(judged, control(), treatment));
            }
        };
    }

    private Raw raw(
            Metric metric,
            String treatment,
            Answer<EffectReader.Seen> seen,
            Optional<Effect> uncapped,
            List<CampaignResults.DayEffect> series) {
        Effect effect = effects.effect(seen);
        Optional<Family.Question> question =
                effect instanceof Said said
                        ? seen.optional()
                                .map(one ->
                                        new Family.Question(
                                                metric.role(),
                                                metric.role() == Family.Role.GUARDRAIL
                                                        ? effects.notWorse(one.difference(), metric)
                                                        : said.pValue()))
                        : Optional.empty();
        return new Raw(metric, treatment, effect, uncapped, question, series);
    }

    private Answer<EffectReader.Seen> seen(
            Map<Tally.Cell, Sums> cells, String treatment, Reckoning how) {
        int variables = how.variables().size();
        return present(treatment, 2)
                .then(_ ->
                        effects.of(
                                sum(cells, control(), variables),
                                sum(cells, treatment, variables),
                                how));
    }

    /// That both variations have visitors, by name: methods know none.
    private Answer<Boolean> present(String treatment, long least) {
        for (String variation : List.of(control(), treatment)) {
            long visitors = visitors(tally, variation);
            if (visitors == 0) {
                return Answer.cannotSay(
                        Because.NO_VISITORS, "nobody who counts was exposed to " + variation + ".");
            }
            if (visitors < least) {
                return Answer.cannotSay(
                        Because.TOO_FEW,
                        "one visitor alone was exposed to " + variation + "; it takes two.");
            }
        }
        return Answer.said(true);
    }

    private static Answer<Level> of(Tally.Ranked ranked, String variation) {
        Answer<Level> level = ranked.levels().get(variation);
        return level != null
                ? level
                : Answer.cannotSay(Because.NO_VISITORS, "No event has a value.");
    }

    static Sums sum(Map<Tally.Cell, Sums> cells, String variation, int variables) {
        return cells.entrySet().stream()
                .filter(one -> one.getKey().variation().equals(variation))
                .sorted(Map.Entry.comparingByKey(Comparator.comparingLong(Tally.Cell::day)))
                .map(Map.Entry::getValue)
                .reduce(Sums.none(variables), Sums::plus);
    }

    private List<ArmLevel> levels(Metric metric, Tally.OfMetric one) {
        return edition.campaign().variations().stream()
                .map(arm ->
                        new ArmLevel(
                                arm.name(),
                                switch (level(metric, one, arm.name())) {
                                    case Answer.Said<Level>(Level level) ->
                                            new Stands(level.value(), level.standardError());
                                    case Answer.CannotSay<Level>(Because because, String why) ->
                                            new Unknown(because, why);
                                }))
                .toList();
    }

    private static Answer<Level> level(Metric metric, Tally.OfMetric one, String variation) {
        return switch (one) {
            case Tally.Ranked ranked -> of(ranked, variation);
            case Tally.Summed summed -> {
                Reckoning how = Reckoning.of(metric);
                Map<Tally.Cell, Sums> judged =
                        metric.cap().isPresent() ? summed.capped() : summed.raw();
                yield Level.of(sum(judged, variation, how.variables().size()), how.reading());
            }
        };
    }
}
