package dev.bellwether.statistics;

import java.util.Arrays;

/// The core object: for a group of visitors the count n, the sum of each variable and the sum of
/// each product of two variables. Variables are what one visitor has of something: the value of a
/// metric, a ratio's denominator, the same metric before exposure.
///
/// **Why sums, and why so.** Every method of this room is a function of these numbers, so days,
/// slices and regions are merged by adding, a visitor whose late event changed a value is taken out
/// and put in again, and a stored result can be recomputed by anyone. But the textbook's Σy² in
/// doubles is fatal: at values around 10¹⁰ with a spread of 1 it answers a variance of 16,794. The
/// usual cure, moments kept about the mean (Welford 1962; merged by Chan, Golub and LeVeque 1983),
/// cannot take a visitor out without losing digits, and its merge depends on the order. Here the
/// raw sums are kept as pairs of doubles ([Twofold], about 106 bits): adding is adding, taking away
/// is taking away, in any order, to about thirty digits, and the subtraction that ends in a
/// variance keeps ten of them at a mean of 10¹⁰ standard deviations.
///
/// Immutable and thread-safe. A value that is not finite makes the sums not finite, for ever;
/// methods then answer [Because#NOT_FINITE].
public final class Sums {
    /// Below this share of the square, a variance is the rounding of a constant: 2⁻⁹⁰.
    private static final double CONSTANT = 0x1p-90;

    private final long n;
    private final int variables;
    private final double[] pairs;

    Sums(long n, int variables, double[] pairs) {
        this.n = n;
        this.variables = variables;
        this.pairs = pairs;
    }

    /// Nobody yet. `variables` is at least 1.
    public static Sums none(int variables) {
        return new SumsBuilder(variables).build();
    }

    /// One variable, from plain sums as many engines give them: exact for counts and whole numbers;
    /// otherwise as exact as the engine that made them.
    public static Sums ofRaw(long n, double sum, double sumOfSquares) {
        return ofRaw(n, new double[] {sum}, new double[][] {{sumOfSquares}});
    }

    /// Several variables, from plain sums; `products[i][j]` is Σ of variable i times variable j,
    /// and only `j >= i` is read.
    public static Sums ofRaw(long n, double[] sums, double[][] products) {
        int k = sums.length;
        var builder = new SumsBuilder(k);
        for (int i = 0; i < k; i++) {
            builder.pairs[2 * i] = sums[i];
            for (int j = i; j < k; j++) {
                builder.pairs[product(k, i, j)] = products[i][j];
            }
        }
        return new Sums(counted(n), k, builder.pairs);
    }

    /// From a count, means, and sums of products about the means (`comoments[i][j]`, only `j >= i`
    /// is read), as `avg`, `var_pop · n` and `covar_pop · n` of a database give them.
    public static Sums ofCentred(long n, double[] means, double[][] comoments) {
        int k = means.length;
        var builder = new SumsBuilder(k);
        for (int i = 0; i < k; i++) {
            Twofold.addProduct(builder.pairs, 2 * i, n, means[i]);
            for (int j = i; j < k; j++) {
                int at = product(k, i, j);
                double product = means[i] * means[j];
                double[] raw = Twofold.times(product, Math.fma(means[i], means[j], -product), n, 0);
                Twofold.add(builder.pairs, at, raw[0], raw[1]);
                Twofold.add(builder.pairs, at, comoments[i][j]);
            }
        }
        return new Sums(counted(n), k, builder.pairs);
    }

    /// What [#pairs] gave, again.
    public static Sums ofPairs(long n, int variables, double[] pairs) {
        if (pairs.length != length(variables)) {
            throw new IllegalArgumentException(
                    "Sums of "
                            + variables
                            + " variables have "
                            + length(variables)
                            + " numbers, not "
                            + pairs.length
                            + ".");
        }
        return new Sums(counted(n), variables, pairs.clone());
    }

    /// All that stands in here, to be stored: high and low parts of the sums in order, then of the
    /// products (0,0), (0,1), …, (1,1), …
    public double[] pairs() {
        return pairs.clone();
    }

    public long n() {
        return n;
    }

    public int variables() {
        return variables;
    }

    /// These visitors and those, who must be others.
    public Sums plus(Sums others) {
        return new SumsBuilder(variables).add(this).add(others).build();
    }

    /// These visitors without those, who must be among them.
    public Sums minus(Sums some) {
        return new SumsBuilder(variables).add(this).remove(some).build();
    }

    public double sum(int variable) {
        return pairs[2 * variable];
    }

    /// Σ of the products of two variables, rounded to one double.
    public double sumOfProducts(int one, int other) {
        return pairs[product(variables, Math.min(one, other), Math.max(one, other))];
    }

    /// The mean; NaN when there is nobody.
    public double mean(int variable) {
        return (pairs[2 * variable] + pairs[2 * variable + 1]) / n;
    }

    /// The sample variance, divided by n − 1; NaN below two visitors.
    public double variance(int variable) {
        return covariance(variable, variable);
    }

    /// The sample covariance, divided by n − 1; NaN below two visitors.
    public double covariance(int one, int other) {
        return n < 2 ? Double.NaN : comoment(one, other) / (n - 1);
    }

    /// Σ (a − mean a)(b − mean b), which is (n Σab − Σa Σb) / n.
    private double comoment(int one, int other) {
        int at = product(variables, Math.min(one, other), Math.max(one, other));
        double[] left = Twofold.times(pairs[at], pairs[at + 1], n, 0);
        double[] right =
                Twofold.times(
                        pairs[2 * one], pairs[2 * one + 1], pairs[2 * other], pairs[2 * other + 1]);
        double size = Math.max(Math.abs(left[0]), Math.abs(right[0]));
        Twofold.add(left, 0, -right[0], -right[1]);
        boolean isRounding = Math.abs(left[0]) <= size * CONSTANT || (one == other && left[0] < 0);
        return isRounding ? 0 : left[0] / n;
    }

    /// The variance of a weighted sum of the variables: w'Σw.
    double varianceOf(double[] weights) {
        return covarianceOf(weights, weights);
    }

    /// The covariance of two weighted sums of the variables.
    double covarianceOf(double[] weights, double[] others) {
        double total = 0;
        for (int i = 0; i < variables; i++) {
            for (int j = 0; j < variables; j++) {
                if (weights[i] != 0 && others[j] != 0) {
                    total += weights[i] * others[j] * covariance(i, j);
                }
            }
        }
        return total;
    }

    boolean isFinite() {
        return Arrays.stream(pairs).allMatch(Double::isFinite);
    }

    static int length(int variables) {
        return 2 * (variables + variables * (variables + 1) / 2);
    }

    /// Where the pair of Σ(i·j) stands, for i ≤ j.
    static int product(int variables, int i, int j) {
        return 2 * (variables + i * variables - i * (i - 1) / 2 + (j - i));
    }

    private static long counted(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("There cannot be " + n + " visitors.");
        }
        return n;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sums those
                && n == those.n
                && variables == those.variables
                && Arrays.equals(pairs, those.pairs);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(n) + Arrays.hashCode(pairs);
    }

    @Override
    public String toString() {
        return "Sums[n="
                + n
                + ", variables="
                + variables
                + ", pairs="
                + Arrays.toString(pairs)
                + "]";
    }
}
