package dev.bellwether.experiment;

import dev.bellwether.experiment.CampaignSums.Cell;
import dev.bellwether.experiment.CampaignSums.Summed;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.SiteId;
import dev.bellwether.statistics.Sums;
import java.util.HashMap;
import java.util.Map;

/// The sums that [Results] serves, in the shape of [PlainSums].
///
/// @param sums of everybody
record ServedSums(CampaignSums sums) implements Verification.Engine {
    /// @throws Conflict when there are none, or they are old: nothing can be compared
    static ServedSums of(Results results, SiteId site, Campaign campaign) {
        return switch (results.now(site, campaign, SliceFilter.ALL)) {
            case ResultsAnswer.Told(CampaignSums sums) when sums.stale().isEmpty() ->
                    new ServedSums(sums);
            case ResultsAnswer.Told(CampaignSums sums) ->
                    throw new Conflict("The figures are old: " + sums.stale().orElse(""));
            case ResultsAnswer.CannotSay(var _, String why) ->
                    throw new Conflict("There are no figures: " + why);
        };
    }

    @Override
    public Map<Verification.Place, double[]> sums(Metric metric) {
        boolean isCapped = metric.cap().filter(Metric.Cap.At.class::isInstance).isPresent();
        Map<Verification.Place, double[]> all = new HashMap<>();
        for (CampaignSums.MetricSums one : sums.metrics()) {
            if (one instanceof Summed summed
                    && summed.metric().key().equals(metric.key())
                    && summed.cap().isPresent() == isCapped) {
                for (Cell cell : summed.cells()) {
                    String variation = sums.campaign().variations().get(cell.variation()).name();
                    all.put(new Verification.Place(variation, cell.day()), numbers(cell.sums()));
                }
            }
        }
        return all;
    }

    private static double[] numbers(Sums sums) {
        int variables = sums.variables();
        double[] numbers = new double[PlainSums.numbers(variables)];
        numbers[0] = sums.n();
        int at = 1;
        for (int i = 0; i < variables; i++) {
            numbers[at++] = sums.sum(i);
        }
        for (int i = 0; i < variables; i++) {
            for (int j = i; j < variables; j++) {
                numbers[at++] = sums.sumOfProducts(i, j);
            }
        }
        return numbers;
    }
}
