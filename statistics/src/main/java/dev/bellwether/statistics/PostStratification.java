package dev.bellwether.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Differences inside strata (country, device, new or returning), weighted by how many visitors a
/// stratum has in both variations together: what differs between strata is no noise any more
/// (Miratrix, Sekhon and Yu, JRSS B 2013).
///
/// The weights are estimated too. With w_k the share, g_k the gain and b_k the control's level in
/// stratum k, over N visitors, the gain Σ w_k g_k has the variance Σ w_k² Var(g_k) + (Σ w_k g_k² −
/// (Σ w_k g_k)²) / N, the base likewise, and a lift is their ratio by the delta method. CUPED may
/// work inside each stratum with θ of its own, which is Lin's (2013) fully interacted regression.
///
/// A stratum with fewer than two visitors in a variation is put together with others of its kind,
/// and if they are still too few, with the smallest that is not.
public final class PostStratification {
    private PostStratification() {}

    /// The visitors of one stratum.
    public record Stratum(Sums control, Sums treatment) {
        private boolean isUsable() {
            return control.n() >= 2 && treatment.n() >= 2;
        }

        private long visitors() {
            return control.n() + treatment.n();
        }

        private Stratum plus(Stratum other) {
            return new Stratum(control.plus(other.control), treatment.plus(other.treatment));
        }
    }

    /// @param covariates for CUPED inside each stratum, or none
    public static Answer<Difference> difference(
            List<Stratum> strata, Reading metric, List<Reading> covariates, Scale scale) {
        List<Stratum> usable = usable(strata);
        if (usable.isEmpty()) {
            return Answer.cannotSay(
                    strata.isEmpty() ? Because.NO_VISITORS : Because.TOO_FEW,
                    "No stratum has two visitors in both variations.");
        }
        double all = usable.stream().mapToLong(Stratum::visitors).sum();
        var weighted = new Weighted();
        for (Stratum stratum : usable) {
            Answer<Gain> gain = Cuped.gain(stratum.control, stratum.treatment, metric, covariates);
            switch (gain) {
                case Answer.Said<Gain>(Gain value) -> weighted.add(stratum.visitors() / all, value);
                case Answer.CannotSay<Gain>(Because because, String why) -> {
                    return Answer.cannotSay(because, "In a stratum: " + why);
                }
            }
        }
        return weighted.total().difference(scale);
    }

    /// Σ over strata; `between` terms are of the shares that were estimated.
    private static final class Weighted {
        private double base;
        private double value;
        private double variance;
        private double none;
        private double baseVariance;
        private double covariance;
        private double spread;
        private double squares;
        private double baseSquares;
        private double products;
        private long units;

        void add(double w, Gain gain) {
            base += w * gain.base();
            value += w * gain.value();
            variance += w * w * gain.variance();
            none += w * w * gain.none();
            baseVariance += w * w * gain.baseVariance();
            covariance += w * w * gain.covariance();
            spread += w * w * w * w * gain.spread();
            squares += w * gain.value() * gain.value();
            baseSquares += w * gain.base() * gain.base();
            products += w * gain.value() * gain.base();
            units += gain.units();
        }

        Gain total() {
            double within = variance;
            double between = Math.max(0, squares - value * value) / units;
            double total = within + between;
            // Degrees of freedom are those of the variance inside strata; the shares' part is small
            // and well known.
            double scaled = within > 0 ? spread * Math.pow(total / within, 2) : spread;
            return new Gain(
                    base,
                    value,
                    total,
                    none + between,
                    baseVariance + Math.max(0, baseSquares - base * base) / units,
                    covariance + (products - value * base) / units,
                    scaled,
                    units);
        }
    }

    private static List<Stratum> usable(List<Stratum> strata) {
        List<Stratum> usable = new ArrayList<>(strata.stream().filter(Stratum::isUsable).toList());
        strata.stream()
                .filter(stratum -> !stratum.isUsable() && stratum.visitors() > 0)
                .reduce(Stratum::plus)
                .ifPresent(rest -> {
                    if (rest.isUsable()) {
                        usable.add(rest);
                    } else if (!usable.isEmpty()) {
                        Stratum smallest =
                                usable.stream()
                                        .min(Comparator.comparingLong(Stratum::visitors))
                                        .orElseThrow();
                        usable.set(usable.indexOf(smallest), smallest.plus(rest));
                    }
                });
        return usable;
    }
}
