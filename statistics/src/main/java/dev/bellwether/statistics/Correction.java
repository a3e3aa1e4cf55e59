package dev.bellwether.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Many questions, some answered yes by chance alone: p-values adjusted so that comparing each with
/// α keeps what the method promises of the family. The first six keep the chance of any false yes
/// at α, the last two the expected share of false ones among the yeses.
public enum Correction {
    NONE,
    /// Any dependence.
    BONFERRONI,
    /// Independent or positively dependent questions.
    SIDAK,
    /// Holm (1979): any dependence, never weaker than Bonferroni.
    HOLM,
    HOLM_SIDAK,
    /// Hochberg (1988): positive dependence.
    HOCHBERG,
    /// Hommel (1988): positive dependence, never weaker than Hochberg.
    HOMMEL,
    /// Benjamini and Hochberg (1995): positive dependence.
    BENJAMINI_HOCHBERG,
    /// Benjamini and Yekutieli (2001): any dependence.
    BENJAMINI_YEKUTIELI;

    /// Adjusted p-values, in the order given, each between its own p-value and 1.
    public double[] adjust(double... pValues) {
        int m = pValues.length;
        for (double p : pValues) {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("A p-value is between 0 and 1, not " + p + ".");
            }
        }
        Integer[] order = IntStream.range(0, m).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> pValues[i]));
        double[] p = Arrays.stream(order).mapToDouble(i -> pValues[i]).toArray();
        double[] adjusted =
                switch (this) {
                    case NONE -> p;
                    case BONFERRONI -> each(m, i -> m * p[i]);
                    case SIDAK -> each(m, i -> sidak(p[i], m));
                    case HOLM -> rising(each(m, i -> (m - i) * p[i]));
                    case HOLM_SIDAK -> rising(each(m, i -> sidak(p[i], m - i)));
                    case HOCHBERG -> falling(each(m, i -> (m - i) * p[i]));
                    case HOMMEL -> hommel(p);
                    case BENJAMINI_HOCHBERG -> falling(each(m, i -> m * p[i] / (i + 1)));
                    case BENJAMINI_YEKUTIELI -> {
                        double harmonic =
                                IntStream.rangeClosed(1, m).mapToDouble(i -> 1.0 / i).sum();
                        yield falling(each(m, i -> harmonic * m * p[i] / (i + 1)));
                    }
                };
        double[] result = new double[m];
        for (int i = 0; i < m; i++) {
            result[order[i]] = Math.clamp(adjusted[i], p[i], 1);
        }
        return result;
    }

    private static double sidak(double p, int of) {
        return -Math.expm1(of * Math.log1p(-p));
    }

    private static double[] each(int m, IntToDoubleFunction value) {
        return IntStream.range(0, m).mapToDouble(value).toArray();
    }

    /// The greatest so far, from the least p-value on.
    private static double[] rising(double[] values) {
        for (int i = 1; i < values.length; i++) {
            values[i] = Math.max(values[i], values[i - 1]);
        }
        return values;
    }

    /// The least so far, from the greatest p-value down.
    private static double[] falling(double[] values) {
        for (int i = values.length - 2; i >= 0; i--) {
            values[i] = Math.min(values[i], values[i + 1]);
        }
        return values;
    }

    /// Wright's algorithm (Biometrics 1992): the closure of Simes' test. For each size s of an
    /// intersection, what its s greatest p-values allow is carried to all.
    private static double[] hommel(double[] p) {
        int m = p.length;
        double simes = 1;
        for (int i = 0; i < m; i++) {
            simes = Math.min(simes, m * p[i] / (i + 1));
        }
        double[] adjusted = new double[m];
        Arrays.fill(adjusted, simes);
        for (int size = m - 1; size >= 2; size--) {
            int split = m - size;
            double least = 1;
            for (int rank = 2; rank <= size; rank++) {
                least = Math.min(least, size * p[split + rank - 1] / rank);
            }
            for (int i = 0; i < m; i++) {
                double here =
                        i <= split
                                ? Math.min(size * p[i], least)
                                : Math.min(size * p[split], least);
                adjusted[i] = Math.max(adjusted[i], here);
            }
        }
        return adjusted;
    }
}
