package dev.bellwether.statistics;

/// Small symmetric systems, by Cholesky's method with pivoting: the unknown with the most left to
/// explain goes first, and those that follow from others (or are constant) are set to 0.
final class Linear {
    /// Less than this share of its own variance left: it follows from the others.
    private static final double DEPENDENT = 1e-12;

    private Linear() {}

    /// Solves `a x = b` for a covariance matrix `a`.
    static double[] solve(double[][] a, double[] b) {
        int k = b.length;
        double[][] left = new double[k][];
        for (int i = 0; i < k; i++) {
            left[i] = a[i].clone();
        }
        double[] right = b.clone();
        boolean[] used = new boolean[k];
        int[] order = new int[k];
        int rank = 0;
        while (rank < k) {
            int pivot = pivot(left, a, used);
            if (pivot < 0) {
                break;
            }
            used[pivot] = true;
            order[rank++] = pivot;
            for (int i = 0; i < k; i++) {
                if (!used[i]) {
                    double factor = left[i][pivot] / left[pivot][pivot];
                    for (int j = 0; j < k; j++) {
                        left[i][j] -= factor * left[pivot][j];
                    }
                    right[i] -= factor * right[pivot];
                }
            }
        }
        double[] x = new double[k];
        for (int step = rank - 1; step >= 0; step--) {
            int i = order[step];
            double rest = right[i];
            for (int later = step + 1; later < rank; later++) {
                rest -= left[i][order[later]] * x[order[later]];
            }
            x[i] = rest / left[i][i];
        }
        return x;
    }

    private static int pivot(double[][] left, double[][] original, boolean[] used) {
        int best = -1;
        double most = DEPENDENT;
        for (int i = 0; i < left.length; i++) {
            double share = original[i][i] > 0 ? left[i][i] / original[i][i] : 0;
            if (!used[i] && share > most) {
                best = i;
                most = share;
            }
        }
        return best;
    }
}
