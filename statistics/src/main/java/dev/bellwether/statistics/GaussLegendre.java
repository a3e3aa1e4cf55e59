package dev.bellwether.statistics;

/// Nodes and weights on [−1, 1] that integrate polynomials up to degree 31 exactly: the roots of
/// the Legendre polynomial of degree 16, by Newton's method.
final class GaussLegendre {
    static final int ORDER = 16;
    private static final double[] NODES = new double[ORDER];
    private static final double[] WEIGHTS = new double[ORDER];

    static {
        for (int i = 0; i < ORDER; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (ORDER + 0.5));
            double slope = 0;
            for (int newton = 0; newton < 20; newton++) {
                double before = 1;
                double value = x;
                for (int k = 2; k <= ORDER; k++) {
                    double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
                    before = value;
                    value = next;
                }
                slope = ORDER * (x * value - before) / (x * x - 1);
                x -= value / slope;
            }
            NODES[i] = x;
            WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    private GaussLegendre() {}

    static double node(int i) {
        return NODES[i];
    }

    static double weight(int i) {
        return WEIGHTS[i];
    }
}
