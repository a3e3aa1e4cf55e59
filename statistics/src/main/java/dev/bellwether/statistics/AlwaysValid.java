package dev.bellwether.statistics;

/// Intervals and p-values that hold however often one looks, and whenever one stops: the chance
/// that the interval ever misses the truth is at most α. The price is width, about 1.6 times the
/// fixed one.
///
/// Both are mixtures of a likelihood ratio over normal effects, a martingale while there is no
/// effect (Ville 1939): it passes 1/α with a probability of at most α. They differ in what is fixed
/// before the start.
///
/// [#sequence] is the asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and
/// Ramdas (Annals of Statistics 2024, eq. 9): one says at how many visitors it shall be tightest.
/// It holds for anything with a mean and a variance as visitors come; in the first hundred it is
/// approximate.
///
/// [#mixture] is the mixture sequential probability ratio test of Johari, Koomen, Pekelis and Walsh
/// (KDD 2017; Operations Research 2022), the same as GAVI of Howard et al. (2021): one says τ, how
/// large effects tend to be.
///
/// The statistic of the [Finding] is the natural logarithm of the e-value, the evidence against no
/// effect, with the standard error that holds if there is none ([Noise]); so it is the same for a
/// lift and for the absolute difference. The interval of a lift takes the error of each lift that
/// it holds (Fieller), and has an infinite end where the control may as well be zero.
public final class AlwaysValid {
    private AlwaysValid() {}

    /// @param tightestAt visitors of both variations, more than 0, set before the start
    public static Finding sequence(Difference difference, double alpha, double tightestAt) {
        Normal.level(alpha);
        positive("tightestAt", tightestAt);
        double n = difference.units();
        double rho2 = rho2(alpha, tightestAt);
        double grown = n * rho2 + 1;
        double z = difference.estimate() / Math.sqrt(difference.noise().none());
        double log = rho2 * n * z * z / (2 * grown) - Math.log(grown) / 2;
        double bound = Math.sqrt(2 * grown / (n * rho2) * (Math.log(grown) / 2 - Math.log(alpha)));
        return finding(difference, log, bound);
    }

    /// @param tau standard deviation of true effects, in the difference's scale, set before the
    ///   start
    public static Finding mixture(Difference difference, double alpha, double tau) {
        Normal.level(alpha);
        positive("tau", tau);
        double v = difference.noise().none();
        double tau2 = tau * tau;
        double grown = Math.log1p(tau2 / v);
        double z = difference.estimate() / Math.sqrt(v);
        double log = tau2 * z * z / (2 * (v + tau2)) - grown / 2;
        double bound = Math.sqrt((v + tau2) / tau2 * (grown - 2 * Math.log(alpha)));
        return finding(difference, log, bound);
    }

    static double rho2(double alpha, double tightestAt) {
        double log = -2 * Math.log(alpha);
        return (log + Math.log1p(log)) / tightestAt;
    }

    /// @param bound of |z|, at which the evidence is 1/α
    private static Finding finding(Difference difference, double logEvidence, double bound) {
        return new Finding(
                difference.estimate(),
                logEvidence,
                Math.min(1, Math.exp(-logEvidence)),
                difference.noise().within(bound, difference.estimate()));
    }

    private static void positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is a number above 0, not " + value + ".");
        }
    }
}
