package dev.bellwether.experiment;

import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Level;
import dev.bellwether.statistics.Quantiles;
import dev.bellwether.statistics.Reading;
import dev.bellwether.statistics.Sums;
import dev.bellwether.statistics.SumsBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What the visitors of a campaign came to, for those whom a filter lets pass. Variations are
/// places in [Campaign#variations].
///
/// @param campaign whose metrics these are, as it was asked for
/// @param asOf when the tables were read for it
/// @param newest arrival of the newest event in the tables then; empty when there was none
/// @param stale why it is not newer, where that is so
/// @param visitors who count, of each variation
/// @param days the same by day of the first exposure; days without visitors are left out
/// @param several who were exposed to several variations, whether or not they are left out
/// @param metrics in the campaign's order; a metric with a cap is told twice, raw and capped
public record CampaignSums(
        Campaign campaign,
        Instant asOf,
        Optional<Instant> newest,
        Optional<String> stale,
        List<Long> visitors,
        List<Day> days,
        long several,
        List<MetricSums> metrics) {
    public CampaignSums {
        visitors = List.copyOf(visitors);
        days = List.copyOf(days);
        metrics = List.copyOf(metrics);
    }

    CampaignSums staleBecause(String why) {
        return new CampaignSums(
                campaign, asOf, newest, Optional.of(why), visitors, days, several, metrics);
    }

    /// The same, looked at again.
    CampaignSums asOf(Instant later) {
        return new CampaignSums(campaign, later, newest, stale, visitors, days, several, metrics);
    }

    /// A metric among visitors who count.
    public sealed interface MetricSums {
        Metric metric();

        /// Of one variation, for every method that starts from a level.
        Answer<Level> level(int variation);
    }

    /// A metric that is a function of sums.
    ///
    /// @param cap what the first variable was cut off at; empty: raw
    /// @param reading of the metric in its sums
    /// @param covariates of the metric in the same sums, in its order
    /// @param cells no two of one variation and day; without visitors, none
    public record Summed(
            Metric metric,
            OptionalDouble cap,
            Reading reading,
            List<Reading> covariates,
            List<Cell> cells)
            implements MetricSums {
        public Summed {
            covariates = List.copyOf(covariates);
            cells = List.copyOf(cells);
        }

        /// Over all days.
        public Sums sums(int variation) {
            var all = new SumsBuilder(variables());
            cells.stream()
                    .filter(cell -> cell.variation() == variation)
                    .forEach(cell -> all.add(cell.sums()));
            return all.build();
        }

        /// By day of the first exposure, in order.
        public Map<LocalDate, Sums> daily(int variation) {
            Map<LocalDate, Sums> days = new TreeMap<>();
            cells.stream()
                    .filter(cell -> cell.variation() == variation)
                    .forEach(cell -> days.put(cell.day(), cell.sums()));
            return days;
        }

        @Override
        public Answer<Level> level(int variation) {
            return Level.of(sums(variation), reading);
        }

        private int variables() {
            return Reckoning.of(metric).variables().size();
        }
    }

    /// @param day of the first exposure, in the campaign's time zone
    public record Day(int variation, LocalDate day, long visitors) {}

    /// @param day of the first exposure, in the campaign's time zone
    /// @param sums of the metric's variables and then of its covariates'
    public record Cell(int variation, LocalDate day, Sums sums) {}

    /// A quantile of events' values, clustered by visitor; one of each variation.
    public record Ranked(Metric metric, List<Ranks> variations) implements MetricSums {
        public Ranked {
            variations = List.copyOf(variations);
        }

        @Override
        public Answer<Level> level(int variation) {
            Ranks ranks = variations.get(variation);
            return ranks.values().then(values -> Quantiles.ofEvents(values, ranks.below()));
        }
    }

    /// @param events with a value that count
    /// @param values at the quantile and at the ends of its interval
    /// @param below a row a visitor with such events: how many are at most the quantile's value,
    ///   and how many there are
    public record Ranks(long events, Answer<Quantiles.Ranked> values, Sums below) {}
}
