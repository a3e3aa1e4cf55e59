package dev.bellwether.statistics;

/// Arithmetic on pairs of doubles `(high, low)` whose exact sum is the number: about 106 bits.
///
/// The building blocks are the error-free transformations of Dekker (1971) and Knuth (TAOCP 2,
/// 4.2.2): the rounding error of a sum or a product of two doubles is itself a double and can be
/// had in a few operations. Pairs stand in arrays, high first, so that adding a visitor makes no
/// garbage.
final class Twofold {
    private Twofold() {}

    /// pairs[at] += value.
    static void add(double[] pairs, int at, double value) {
        double high = pairs[at];
        double sum = high + value;
        double back = sum - high;
        double error = (high - (sum - back)) + (value - back);
        settle(pairs, at, sum, error + pairs[at + 1]);
    }

    /// pairs[at] += (high, low), exact to the last bit but few: low parts are summed with care, so
    /// that taking away what was added leaves what was there.
    static void add(double[] pairs, int at, double high, double low) {
        double sum = pairs[at] + high;
        double back = sum - pairs[at];
        double error = (pairs[at] - (sum - back)) + (high - back);
        double lows = pairs[at + 1] + low;
        double lowBack = lows - pairs[at + 1];
        double lowError = (pairs[at + 1] - (lows - lowBack)) + (low - lowBack);
        double carry = error + lows;
        double settled = sum + carry;
        double rest = (carry - (settled - sum)) + lowError;
        settle(pairs, at, settled, rest);
    }

    /// pairs[at] += a · b, with the product's rounding error.
    static void addProduct(double[] pairs, int at, double a, double b) {
        double product = a * b;
        add(pairs, at, product, Math.fma(a, b, -product));
    }

    /// The product of two pairs.
    static double[] times(double aHigh, double aLow, double bHigh, double bLow) {
        double product = aHigh * bHigh;
        double error = Math.fma(aHigh, bHigh, -product) + (aHigh * bLow + aLow * bHigh);
        double[] result = new double[2];
        settle(result, 0, product, error);
        return result;
    }

    private static void settle(double[] pairs, int at, double high, double low) {
        double sum = high + low;
        pairs[at] = sum;
        pairs[at + 1] = low - (sum - high);
    }
}
