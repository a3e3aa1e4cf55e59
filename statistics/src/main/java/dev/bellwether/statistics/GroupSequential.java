package dev.bellwether.statistics;

import java.util.Arrays;

/// A few looks, planned by the share of information they have, between the one look of the textbook
/// and looking always: narrower than [AlwaysValid], and the looks must not follow the results.
///
/// At look k the statistic Z_k is seen; S_k = Z_k √t_k moves like Brownian motion at times t_k. The
/// bound c_k is such that the chance of passing it now, not having passed any before, is what the
/// spending function grants between the looks. That chance is found by Armitage, McPherson and
/// Rowe's recursion (JRSS A 1969): the density of S_k among those still running is the one of
/// S_{k−1} convolved with the normal step. Each density is carried on a grid of Gauss–Legendre
/// panels no wider than the step's standard deviation, where the integrand is as smooth as a
/// polynomial of degree 31, so the quadrature is exact to rounding; c_k is found by halving.
public final class GroupSequential {
    /// Beyond so many standard deviations lies less than 1e-22: no bound, and no density.
    private static final double FAR = 10;

    private GroupSequential() {}

    /// The bounds on |z| at each look.
    ///
    /// @param information shares of the final information, rising, above 0, at most 1
    public static double[] bounds(Spending spending, double alpha, double... information) {
        Normal.level(alpha);
        expectRising(information);
        double[] bounds = new double[information.length];
        Running running = Running.start();
        double before = 0;
        for (int k = 0; k < information.length; k++) {
            double t = information[k];
            double spent = spending.spent(alpha, t);
            double step = Math.sqrt(t - running.time);
            double edge = running.edgePassedBy((spent - before) / 2, step, Math.sqrt(t));
            bounds[k] = edge / Math.sqrt(t);
            running = running.on(t, edge);
            before = spent;
        }
        return bounds;
    }

    /// What is found at a look whose bound is `bound`: the repeated confidence interval of Jennison
    /// and Turnbull (JRSS B 1989), right at every look together with chance 1 − α. It leaves out 0
    /// exactly if the bound is passed, and for a lift has an infinite end where the control may as
    /// well be zero.
    public static Interval interval(Difference difference, double bound) {
        return difference.noise().within(bound, difference.estimate());
    }

    /// Whether the bound is passed, so that one may stop; the same for a lift and for the absolute
    /// difference.
    public static boolean mayStop(Difference difference, double bound) {
        return Math.abs(difference.estimate()) >= bound * Math.sqrt(difference.noise().none());
    }

    /// The density of S among those who have passed no bound yet, at nodes with weights.
    private record Running(double time, double[] nodes, double[] masses) {
        static Running start() {
            return new Running(0, new double[] {0}, new double[] {1});
        }

        /// The edge that is passed upwards with this probability in the next step.
        double edgePassedBy(double probability, double step, double deviation) {
            double low = 0;
            double high = 40 * deviation;
            if (passes(high, step) >= probability) {
                return high;
            }
            for (int i = 0; i < 200 && low < high; i++) {
                double middle = (low + high) / 2;
                if (middle == low || middle == high) {
                    break;
                }
                if (passes(middle, step) > probability) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }

        private double passes(double edge, double step) {
            double total = 0;
            for (int i = 0; i < nodes.length; i++) {
                total += masses[i] * Normal.above((edge - nodes[i]) / step);
            }
            return total;
        }

        /// Those who are within the edge after the next step.
        Running on(double t, double edge) {
            double step = Math.sqrt(t - time);
            double half = Math.min(edge, FAR * Math.sqrt(t));
            int panels = (int) Math.clamp(Math.ceil(2 * half / step), 4, 400);
            int order = GaussLegendre.ORDER;
            double[] at = new double[panels * order];
            double[] mass = new double[panels * order];
            double width = 2 * half / panels;
            for (int i = 0; i < at.length; i++) {
                double centre = -half + (i / order + 0.5) * width;
                at[i] = centre + GaussLegendre.node(i % order) * width / 2;
                mass[i] = density(at[i], step) * GaussLegendre.weight(i % order) * width / 2;
            }
            return new Running(t, at, mass);
        }

        private double density(double s, double step) {
            double total = 0;
            for (int i = 0; i < nodes.length; i++) {
                double z = (s - nodes[i]) / step;
                total += Math.abs(z) > 38 ? 0 : masses[i] * Math.exp(-z * z / 2);
            }
            return total / (step * Math.sqrt(2 * Math.PI));
        }
    }

    private static void expectRising(double[] information) {
        double before = 0;
        for (double t : information) {
            if (!(t > before && t <= 1)) {
                throw new IllegalArgumentException(
                        "Looks have rising shares of the information, above 0 and at most 1, not "
                                + Arrays.toString(information)
                                + ".");
            }
            before = t;
        }
    }
}
