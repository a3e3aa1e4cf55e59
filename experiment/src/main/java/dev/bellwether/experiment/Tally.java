package dev.bellwether.experiment;

import dev.bellwether.statistics.Answer;
import dev.bellwether.statistics.Level;
import dev.bellwether.statistics.Sums;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that results are read from: sums, and nothing of any one visitor.
///
/// @param asOf until when what arrived is in it
/// @param newest when the newest event of the site arrived; empty when there is none
/// @param trouble why it is not of now; empty when it is
/// @param exposed visitors of the period, those who saw several variations too
/// @param multiple visitors who saw several variations
/// @param visitors who count, by variation and day of first exposure
/// @param metrics in the campaign's order
public record Tally(
        Instant asOf,
        Optional<Instant> newest,
        Optional<String> trouble,
        long exposed,
        long multiple,
        Map<Cell, Long> visitors,
        List<OfMetric> metrics) {
    public Tally {
        visitors = Map.copyOf(visitors);
        metrics = List.copyOf(metrics);
    }

    /// @param day of the first exposure, since 1970-01-01 in the campaign's zone
    public record Cell(String variation, long day) {}

    /// A metric, in one of two forms.
    public sealed interface OfMetric {
        String key();
    }

    /// @param raw of the metric's variables, then of its covariates'
    /// @param capped the same with the cap applied; empty without one
    public record Summed(String key, Map<Cell, Sums> raw, Map<Cell, Sums> capped)
            implements OfMetric {
        public Summed {
            raw = Map.copyOf(raw);
            capped = Map.copyOf(capped);
        }
    }

    /// A quantile of events' values, by variation; days cannot be added.
    public record Ranked(String key, Map<String, Answer<Level>> levels) implements OfMetric {
        public Ranked {
            levels = Map.copyOf(levels);
        }
    }
}
