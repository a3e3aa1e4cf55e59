package dev.bellwether.statistics;

import java.util.SplittableRandom;

/// The other way to a p-value, which shares nothing with the formulas: deal the visitors to the
/// variations anew, again and again, and count how often chance alone makes as much of a
/// difference. With Welch's t as the measure it holds exactly if variations are the same in
/// everything, and as visitors come if they are the same in the mean only (Janssen 1997).
///
/// One row a visitor, in memory: for verifying, not for serving.
public final class Permutation {
    private Permutation() {}

    /// The two-sided p-value, (1 + as extreme) / (1 + rounds). Its standard error is about √(p (1 −
    /// p) / rounds).
    ///
    /// @param seed the same seed gives the same answer
    public static Answer<Double> pValue(
            double[] control, double[] treatment, int rounds, long seed) {
        double[] all = new double[control.length + treatment.length];
        System.arraycopy(control, 0, all, 0, control.length);
        System.arraycopy(treatment, 0, all, control.length, treatment.length);
        return measure(all, control.length)
                .map(seen -> {
                    var random = new SplittableRandom(seed);
                    int extreme = 0;
                    for (int round = 0; round < rounds; round++) {
                        deal(all, control.length, random);
                        double dealt =
                                measure(all, control.length)
                                        .optional()
                                        .orElse(Double.POSITIVE_INFINITY);
                        extreme += dealt >= seen * (1 - 1e-12) ? 1 : 0;
                    }
                    return (1.0 + extreme) / (1.0 + rounds);
                });
    }

    /// |t| of the first against the rest.
    private static Answer<Double> measure(double[] all, int first) {
        var control = new SumsBuilder(1);
        var treatment = new SumsBuilder(1);
        for (int i = 0; i < all.length; i++) {
            (i < first ? control : treatment).add(all[i]);
        }
        var mean = new Reading.Mean(0);
        return Level.of(control.build(), mean)
                .then(c ->
                        Level.of(treatment.build(), mean)
                                .then(t -> Difference.between(c, t, Scale.ABSOLUTE)))
                .map(d -> Math.abs(d.estimate()) / d.standardError());
    }

    /// Fisher and Yates, as far as the smaller part.
    private static void deal(double[] all, int first, SplittableRandom random) {
        for (int i = 0; i < first; i++) {
            int other = random.nextInt(i, all.length);
            double value = all[i];
            all[i] = all[other];
            all[other] = value;
        }
    }
}
