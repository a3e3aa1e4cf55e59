package dev.bellwether.experiment;

import java.util.Arrays;
import java.util.function.IntPredicate;

/// The values of a quantile's events, each with its visitor.
final class ValueLog {
    private int[] visitors = new int[16];
    private double[] values = new double[16];
    private int size;

    void add(int visitor, double value) {
        if (size == values.length) {
            visitors = Arrays.copyOf(visitors, size + (size >> 1));
            values = Arrays.copyOf(values, size + (size >> 1));
        }
        visitors[size] = visitor;
        values[size++] = value;
    }

    void leaveOut(IntPredicate visitor) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!visitor.test(visitors[i])) {
                visitors[kept] = visitors[i];
                values[kept++] = values[i];
            }
        }
        size = kept;
    }

    int size() {
        return size;
    }

    int visitor(int at) {
        return visitors[at];
    }

    double value(int at) {
        return values[at];
    }
}
