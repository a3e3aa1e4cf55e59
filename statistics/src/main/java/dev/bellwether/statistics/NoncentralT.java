package dev.bellwether.statistics;

import org.apache.commons.numbers.gamma.Trigamma;

/// The distribution of Student's t when there is an effect: (Z + δ) / √(V / ν), with V of a χ²
/// distribution of ν degrees. P(T > t) = E Φ(δ − t √(V/ν)), an integral over log V, whose density
/// is analytic and falls off exponentially; so by the trapezoidal rule, as in [BetaBayes].
final class NoncentralT {
    private NoncentralT() {}

    /// P(T > t) with noncentrality δ.
    static double above(double t, double freedom, double delta) {
        double half = freedom / 2;
        double deviation = Math.sqrt(Trigamma.value(half));
        double low = -Math.max(12 * deviation, 42 / half);
        double high = 12 * deviation;
        double step = Math.min(0.2, deviation * 0.25);
        double total = 0;
        double all = 0;
        for (double away = low; away <= high; away += step) {
            // V/ν = e^away; its density along the logarithm, 1 at the top.
            double height = Math.exp(half * (away - Math.expm1(away)));
            all += height;
            total += height * Normal.above(t * Math.exp(away / 2) - delta);
        }
        return total / all;
    }
}
