package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignReport.Arm;
import dev.bellwether.experiment.CampaignReport.Level;
import dev.bellwether.experiment.CampaignReport.OfCampaign;
import dev.bellwether.experiment.CampaignReport.OfMetric;
import dev.bellwether.experiment.CampaignReport.Told;
import dev.bellwether.statistics.Sums;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// From a campaign's sums to its part of the report. Pure.
///
/// @param before first day of the period before
record CampaignReportReader(LocalDate from, LocalDate until, LocalDate before) {
    static final String NOT_RANDOMISED =
            "Nobody was randomised: what is shown is no effect. Whatever differs may differ for any"
                    + " reason.";

    /// Of a campaign that has no figures.
    ///
    /// @param why a sentence
    static OfCampaign without(SiteCampaign kept, Optional<Edition> edition, String why) {
        return new OfCampaign(
                kept.key(),
                kept.plan().name(),
                kept.plan().kind(),
                kept.state(),
                isRandomised(kept),
                Optional.of(why),
                edition.map(one -> one.campaign().from()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private static boolean isRandomised(SiteCampaign kept) {
        return kept.plan().kind().isRandomised() && kept.plan().variations().size() > 1;
    }

    /// @param results of the whole campaign, from the same tally
    OfCampaign read(SiteCampaign kept, Edition edition, Tally tally, CampaignResults results) {
        Campaign campaign = edition.campaign();
        return new OfCampaign(
                kept.key(),
                kept.plan().name(),
                kept.plan().kind(),
                kept.state(),
                isRandomised(kept),
                isRandomised(kept) ? doubt(results) : Optional.of(NOT_RANDOMISED),
                Optional.of(campaign.from()),
                Optional.of(results.freshness()),
                Optional.of(results.trust().passes()),
                campaign.variations().stream()
                        .map(arm ->
                                new Arm(
                                        arm.name(),
                                        visitors(tally, arm.name(), from, until),
                                        visitors(tally, arm.name(), before, from.minusDays(1))))
                        .toList(),
                results.metrics().stream().map(metric -> metric(campaign, tally, metric)).toList());
    }

    private static Optional<String> doubt(CampaignResults results) {
        return results.trust().checks().stream()
                .filter(check -> check.verdict() == CampaignResults.Verdict.FAILS)
                .map(CampaignResults.Check::words)
                .findFirst();
    }

    private static long visitors(Tally tally, String variation, LocalDate first, LocalDate last) {
        return tally.visitors().entrySet().stream()
                .filter(one -> one.getKey().variation().equals(variation))
                .filter(one -> isWithin(one.getKey(), first, last))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static boolean isWithin(Tally.Cell cell, LocalDate first, LocalDate last) {
        return cell.day() >= first.toEpochDay() && cell.day() <= last.toEpochDay();
    }

    private OfMetric metric(Campaign campaign, Tally tally, CampaignResults.OfMetric one) {
        Metric metric = one.metric();
        return new OfMetric(
                metric.key(),
                metric.name(),
                one.measures(),
                metric.role(),
                campaign.variations().stream()
                        .map(arm -> level(tally, metric, arm.name()))
                        .toList(),
                one.comparisons().stream()
                        .map(each -> new Told(each.treatment(), each.finding(), each.sentence()))
                        .toList());
    }

    private Level level(Tally tally, Metric metric, String variation) {
        Optional<Double> now = value(tally, metric, variation, from, until);
        Optional<Double> was = value(tally, metric, variation, before, from.minusDays(1));
        return new Level(
                variation,
                now,
                was,
                now.flatMap(value ->
                        was.filter(old -> old != 0).map(old -> (value - old) / Math.abs(old))));
    }

    /// Quantiles have none: their days cannot be added.
    private static Optional<Double> value(
            Tally tally, Metric metric, String variation, LocalDate first, LocalDate last) {
        return tally.metrics().stream()
                .filter(one -> one.key().equals(metric.key()))
                .flatMap(one ->
                        switch (one) {
                            case Tally.Summed summed ->
                                    value(summed, metric, variation, first, last).stream();
                            case Tally.Ranked _ -> java.util.stream.Stream.<Double>empty();
                        })
                .findFirst();
    }

    private static Optional<Double> value(
            Tally.Summed summed, Metric metric, String variation, LocalDate first, LocalDate last) {
        Reckoning how = Reckoning.of(metric);
        Map<Tally.Cell, Sums> cells =
                (metric.cap().isPresent() ? summed.capped() : summed.raw())
                        .entrySet().stream()
                                .filter(cell -> isWithin(cell.getKey(), first, last))
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return dev.bellwether.statistics.Level.of(
                        ResultsReader.sum(cells, variation, how.variables().size()), how.reading())
                .optional()
                .map(dev.bellwether.statistics.Level::value);
    }
}
