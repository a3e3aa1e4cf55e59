package dev.bellwether.statistics;

/// Does an effect fade, or grow, with the days since a visitor was exposed? What is new attracts,
/// and what is unknown repels, for a while (Hohnhold, O'Brien and Tang, KDD 2015).
///
/// Days of one visitor are no independent draws. But the slope of the effect over days is itself
/// the difference of a mean: of the slope of each visitor's own values, Σ c_d y_d with c_d = (d −
/// d̄) / Σ(d − d̄)². So with a variable for each day since exposure the sums hold all that is
/// needed, and the error has the visitors' correlations in it.
public final class Novelty {
    private Novelty() {}

    /// The change of the effect per day. Variable d of the sums is the metric on day d since
    /// exposure; only visitors for whom all days have passed are in them.
    public static Answer<Difference> slope(Sums control, Sums treatment) {
        int days = control.variables();
        if (days < 2) {
            return Answer.cannotSay(
                    Because.TOO_FEW, "A slope takes at least two days since exposure.");
        }
        return level(control)
                .then(c -> level(treatment).then(t -> Difference.between(c, t, Scale.ABSOLUTE)));
    }

    private static Answer<Level> level(Sums sums) {
        return Level.of(sums, new Reading.Mean(0))
                .then(_ -> {
                    double[] contrast = contrast(sums.variables());
                    double slope = 0;
                    for (int day = 0; day < contrast.length; day++) {
                        slope += contrast[day] * sums.mean(day);
                    }
                    return Level.finite(
                            new Level(sums.n(), slope, Math.max(0, sums.varianceOf(contrast))));
                });
    }

    private static double[] contrast(int days) {
        double middle = (days - 1) / 2.0;
        double squares = days * ((double) days * days - 1) / 12;
        double[] contrast = new double[days];
        for (int day = 0; day < days; day++) {
            contrast[day] = (day - middle) / squares;
        }
        return contrast;
    }
}
