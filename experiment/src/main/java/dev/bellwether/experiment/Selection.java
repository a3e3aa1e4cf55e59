package dev.bellwether.experiment;

import java.util.Arrays;
import java.util.List;

/// Values at ranks among many, without sorting them all: the values are counted by the upper 16 of
/// their bits, and only those of the bucket in which the rank lies are sorted.
final class Selection {
    private static final int SHIFT = 48;

    private final List<double[]> parts;
    private final long[] before = new long[(1 << 16) + 1];

    Selection(List<double[]> parts) {
        this.parts = parts;
        for (double[] part : parts) {
            for (double value : part) {
                before[bucket(value) + 1]++;
            }
        }
        for (int i = 1; i < before.length; i++) {
            before[i] += before[i - 1];
        }
    }

    long size() {
        return before[before.length - 1];
    }

    /// The least value that at least this share of the values does not exceed; of at least one.
    double at(double share) {
        long rank = Math.clamp((long) Math.ceil(share * size()) - 1, 0, size() - 1);
        int bucket = Arrays.binarySearch(before, rank);
        bucket = bucket < 0 ? -bucket - 2 : bucket;
        while (before[bucket + 1] <= rank) {
            bucket++;
        }
        double[] within = new double[Math.toIntExact(before[bucket + 1] - before[bucket])];
        int size = 0;
        for (double[] part : parts) {
            for (double value : part) {
                if (bucket(value) == bucket) {
                    within[size++] = value;
                }
            }
        }
        Arrays.sort(within);
        return within[(int) (rank - before[bucket])];
    }

    /// Rises with the value.
    private static int bucket(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return (int) ((bits ^ (bits >> 63 | Long.MIN_VALUE)) >>> SHIFT);
    }
}
