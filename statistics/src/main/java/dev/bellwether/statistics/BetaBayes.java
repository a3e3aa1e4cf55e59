package dev.bellwether.statistics;

import dev.bellwether.statistics.Proportions.Count;
import org.apache.commons.numbers.gamma.Trigamma;
import org.apache.commons.statistics.distribution.BetaDistribution;

/// The Bayesian reading of two shares: beta priors and binomial counts make beta posteriors.
///
/// P(treatment > control) is ∫ f_c S_t, and the expected loss of the treatment is E(c − t)⁺ = ∫ F_t
/// S_c: one smooth integral each. Written in s = log(x / (1 − x)) the integrands are analytic on
/// the whole line and fall off exponentially at both ends whatever the parameters, and there the
/// trapezoidal rule converges faster than any power of its step (Trefethen and Weideman, SIAM
/// Review 2014): a step of 0.4 standard deviations is exact to rounding. The known closed sums
/// (Miller 2014; Cook 2005) need whole-number priors and as many terms as conversions; this needs
/// some two hundred terms and takes any prior. Losses are integrals of a positive function, not
/// differences of two near ones, so that small ones are right too.
public final class BetaBayes {
    private static final int MOST_STEPS = 200_000;

    private BetaBayes() {}

    /// Before the first visitor: `ones` conversions and `others` without, both above 0. (1, 1) is
    /// flat.
    public record Prior(double ones, double others) {
        public Prior {
            if (!(ones > 0) || !(others > 0) || Double.isInfinite(ones + others)) {
                throw new IllegalArgumentException(
                        "A beta prior has two numbers above 0, not "
                                + ones
                                + " and "
                                + others
                                + ".");
            }
        }
    }

    /// @param chanceToBeat that the treatment's share is greater
    /// @param lossOfTreatment what one expects to lose by taking the treatment, in points of the
    ///   share
    /// @param lossOfControl what one expects to lose by keeping the control
    public record Posterior(
            double chanceToBeat,
            double lossOfTreatment,
            double lossOfControl,
            Interval control,
            Interval treatment) {}

    public static Answer<Posterior> of(Count control, Count treatment, Prior prior, double alpha) {
        Normal.level(alpha);
        return Proportions.check(control, treatment)
                .map(_ -> {
                    var c = Beta.of(prior, control);
                    var t = Beta.of(prior, treatment);
                    return new Posterior(
                            chance(c, t),
                            loss(t, c),
                            loss(c, t),
                            c.interval(alpha),
                            t.interval(alpha));
                });
    }

    /// A beta distribution, seen along the logit of its share.
    private record Beta(double a, double b, BetaDistribution distribution, double deviation) {
        static Beta of(Prior prior, Count count) {
            double a = prior.ones() + count.ones();
            double b = prior.others() + count.visitors() - count.ones();
            return new Beta(
                    a,
                    b,
                    BetaDistribution.of(a, b),
                    Math.sqrt(Trigamma.value(a) + Trigamma.value(b)));
        }

        double centre() {
            return Math.log(a / b);
        }

        /// Below and above these logits lies less than 1e-17.
        double low() {
            return centre() - Math.max(12 * deviation, 42 / a);
        }

        double high() {
            return centre() + Math.max(12 * deviation, 42 / b);
        }

        /// Proportional to the density that many logits from the centre; 1 at its top.
        double height(double away) {
            return Math.exp(a * away - (a + b) * Math.log1p(a / (a + b) * Math.expm1(away)));
        }

        /// The share that many logits from the centre.
        double share(double away) {
            return a * Math.exp(away) / (b + a * Math.exp(away));
        }

        Interval interval(double alpha) {
            return new Interval(
                    distribution.inverseCumulativeProbability(alpha / 2),
                    distribution.inverseSurvivalProbability(alpha / 2));
        }
    }

    private static double chance(Beta control, Beta treatment) {
        double from = control.low() - control.centre();
        double to = control.high() - control.centre();
        double step = step(control, treatment, to - from);
        double hits = 0;
        double all = 0;
        for (double away = from; away <= to; away += step) {
            double height = control.height(away);
            all += height;
            hits += height * treatment.distribution.survivalProbability(control.share(away));
        }
        return Math.min(1, hits / all);
    }

    /// E(other − chosen)⁺.
    private static double loss(Beta chosen, Beta other) {
        double step = step(chosen, other, other.high() - chosen.low());
        double total = 0;
        for (double s = chosen.low(); s <= other.high(); s += step) {
            double x = share(s);
            total +=
                    chosen.distribution.cumulativeProbability(x)
                            * other.distribution.survivalProbability(x)
                            * x
                            * share(-s);
        }
        return total * step;
    }

    private static double step(Beta one, Beta other, double range) {
        double fine = Math.min(0.4, 0.4 * Math.min(one.deviation, other.deviation));
        return Math.max(fine, range / MOST_STEPS);
    }

    private static double share(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
