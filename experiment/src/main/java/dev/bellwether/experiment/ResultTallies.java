package dev.bellwether.experiment;

import dev.bellwether.analytics.EventsUnavailable;
import dev.bellwether.experiment.CampaignSums.MetricSums;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.SiteId;
import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Level;
import dev.bellwether.statistics.Sums;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sums as [Results] keeps them up with events.
record ResultTallies(Results results) implements Tallies {
    @Override
    public Tally of(SiteId site, Campaign campaign, Map<String, Set<String>> filter) {
        List<SliceFilter> parts = new ArrayList<>();
        filter.forEach((slice, values) -> parts.add(new SliceFilter.OneOf(slice, values)));
        return tally(results.now(site, campaign, new SliceFilter.All(parts)));
    }

    @Override
    public Tally kept(SiteId site, Campaign campaign) {
        return tally(results.kept(site, campaign, SliceFilter.ALL));
    }

    private static Tally tally(ResultsAnswer answer) {
        return switch (answer) {
            case ResultsAnswer.Told(CampaignSums sums) -> tally(sums);
            case ResultsAnswer.CannotSay(ResultsAnswer.Cause cause, String why) ->
                    throw switch (cause) {
                        case EVENTS_UNAVAILABLE -> new EventsUnavailable(why);
                        case TOO_MANY_VALUES -> new InvalidInput("filter", why);
                    };
        };
    }

    @Override
    public List<Results.SliceValue> slices(SiteId site, Campaign campaign, int most) {
        return campaign.slices().isEmpty() ? List.of() : results.slices(site, campaign, most);
    }

    private static Tally tally(CampaignSums sums) {
        long counted = sums.visitors().stream().mapToLong(Long::longValue).sum();
        boolean areLeftOut = sums.campaign().multiple() == Campaign.Multiple.LEFT_OUT;
        return new Tally(
                sums.asOf(),
                sums.newest(),
                sums.stale(),
                areLeftOut ? counted + sums.several() : counted,
                sums.several(),
                visitors(sums),
                sums.campaign().metrics().stream().map(metric -> of(sums, metric)).toList());
    }

    private static String name(CampaignSums sums, int variation) {
        return sums.campaign().variations().get(variation).name();
    }

    /// By day where a metric has days; otherwise all on the first.
    private static Map<Tally.Cell, Long> visitors(CampaignSums sums) {
        Map<Tally.Cell, Long> visitors = new HashMap<>();
        for (MetricSums metric : sums.metrics()) {
            if (metric instanceof CampaignSums.Summed summed) {
                cells(sums, summed).forEach((cell, one) -> visitors.put(cell, one.n()));
                return visitors;
            }
        }
        long day = ResultSql.days(sums.campaign()).of(ResultSql.micros(sums.campaign().from()));
        for (int i = 0; i < sums.visitors().size(); i++) {
            visitors.put(new Tally.Cell(name(sums, i), day), sums.visitors().get(i));
        }
        return visitors;
    }

    private static Tally.OfMetric of(CampaignSums sums, Metric metric) {
        Map<Tally.Cell, Sums> raw = Map.of();
        Map<Tally.Cell, Sums> capped = Map.of();
        for (MetricSums one : sums.metrics()) {
            if (one.metric().key().equals(metric.key())) {
                switch (one) {
                    case CampaignSums.Ranked ranked -> {
                        return ranked(sums, ranked);
                    }
                    case CampaignSums.Summed summed when summed.cap().isPresent() ->
                            capped = cells(sums, summed);
                    case CampaignSums.Summed summed -> raw = cells(sums, summed);
                }
            }
        }
        return new Tally.Summed(metric.key(), raw, capped);
    }

    private static Tally.OfMetric ranked(CampaignSums sums, CampaignSums.Ranked ranked) {
        Map<String, Answer<Level>> levels = new HashMap<>();
        for (int i = 0; i < ranked.variations().size(); i++) {
            levels.put(name(sums, i), ranked.level(i));
        }
        return new Tally.Ranked(ranked.metric().key(), levels);
    }

    private static Map<Tally.Cell, Sums> cells(CampaignSums sums, CampaignSums.Summed summed) {
        Map<Tally.Cell, Sums> cells = new HashMap<>();
        summed.cells()
                .forEach(cell ->
                        cells.put(
                                new Tally.Cell(
                                        name(sums, cell.variation()), cell.day().toEpochDay()),
                                cell.sums()));
        return cells;
    }
}
