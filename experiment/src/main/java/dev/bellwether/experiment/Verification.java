package dev.bellwether.experiment;

import dev.bellwether.analytics.Event;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.SiteId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// A campaign's figures again, from the raw events, by code that shares only the definitions with
/// what serves them: each sum by plain Java and exact arithmetic, and each p-value by dealing the
/// visitors anew.
public final class Verification {
    /// Above it two numbers are not the same, as a share of the greater.
    static final double TOLERANCE = 1e-9;

    /// Events that are read into memory at most.
    static final int MOST_EVENTS = 1_000_000;

    private static final int MOST_LINES = 100;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Verification() {}

    /// One variation on one day of first exposures.
    public record Place(String variation, LocalDate day) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return Comparator.comparing(Place::variation)
                    .thenComparing(Place::day)
                    .compare(this, other);
        }
    }

    /// A number that is not the same.
    ///
    /// @param number `n` visitors, `Σ0` the sum of variable 0, `Σ0·1` of its product with variable
    ///   1
    public record Line(
            String metric,
            String variation,
            LocalDate day,
            String number,
            double plain,
            double engine) {}

    /// @param compared numbers
    /// @param largest difference, as a share of the greater number
    /// @param differing numbers
    /// @param lines of those that differ, at most 100
    /// @param several visitors who were exposed to several variations
    /// @param dealt p-values beside those by dealing; a metric for which there is none is left out
    public record Report(
            int events,
            long visitors,
            long several,
            int compared,
            double largest,
            int differing,
            List<Line> lines,
            List<Dealing.Dealt> dealt) {
        public boolean isSame() {
            return differing == 0;
        }
    }

    /// The sums as they are served.
    interface Engine {
        /// By variation and day, as in [PlainSums].
        Map<Place, double[]> sums(Metric metric);
    }

    /// What `results` serves now.
    ///
    /// @throws dev.bellwether.model.Conflict when it has no figures that are new
    /// @throws InvalidInput when the campaign is wrong, or has more events than are read
    /// @throws dev.bellwether.analytics.EventsUnavailable when the tables cannot be read now
    public static Report of(EventStore store, Results results, SiteId site, Campaign campaign) {
        campaign.checked();
        List<Event> raw =
                store.of(site).view("verify", view -> RawEvents.of(view, site, campaign), LIMIT);
        if (raw.size() > MOST_EVENTS) {
            throw new InvalidInput(
                    "campaign",
                    "'%s' has more than %,d events of visitors who were exposed; they are not read into memory"
                            .formatted(campaign.key(), MOST_EVENTS));
        }
        return of(campaign, raw, ServedSums.of(results, site, campaign));
    }

    static Report of(Campaign campaign, List<Event> raw, Engine engine) {
        var plain = new PlainResults(campaign, raw);
        List<Line> lines = new ArrayList<>();
        List<Dealing.Dealt> dealt = new ArrayList<>();
        int compared = 0;
        double largest = 0;
        for (Metric metric : campaign.metrics()) {
            if (metric.measure() instanceof Measure.Quantile) {
                continue;
            }
            int variables = Reckoning.of(metric).variables().size();
            Map<Place, BigDecimal[]> ours = PlainSums.of(plain, metric);
            Map<Place, double[]> theirs = engine.sums(metric);
            var places = new TreeSet<>(ours.keySet());
            places.addAll(theirs.keySet());
            for (Place place : places) {
                BigDecimal[] a = ours.getOrDefault(place, PlainSums.zeros(variables));
                double[] b = theirs.getOrDefault(place, new double[PlainSums.numbers(variables)]);
                for (int i = 0; i < a.length; i++) {
                    double apart = apart(a[i].doubleValue(), b[i]);
                    compared++;
                    largest = Math.max(largest, apart);
                    if (!(apart <= TOLERANCE)) {
                        lines.add(
                                new Line(
                                        metric.key(),
                                        place.variation,
                                        place.day,
                                        PlainSums.name(i, variables),
                                        a[i].doubleValue(),
                                        b[i]));
                    }
                }
            }
            dealt.addAll(Dealing.of(plain, metric));
        }
        return new Report(
                raw.size(),
                plain.rows(List.of()).size(),
                plain.multiple(),
                compared,
                largest,
                lines.size(),
                List.copyOf(lines.subList(0, Math.min(MOST_LINES, lines.size()))),
                List.copyOf(dealt));
    }

    private static double apart(double one, double other) {
        double greater = Math.max(Math.abs(one), Math.abs(other));
        return one == other ? 0 : Math.abs(one - other) / greater;
    }
}
