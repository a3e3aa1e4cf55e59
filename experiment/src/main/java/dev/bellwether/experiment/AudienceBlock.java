package dev.bellwether.experiment;

import java.util.Arrays;
import java.util.Objects;

/// 65,536 visitors of neighbouring numbers: for each month and atom a bit each, and the values of
/// goals that are added up. Of one thread at a time: whoever uses one holds its lock.
final class AudienceBlock {
    static final int BITS = 16;
    static final int WORDS = (1 << BITS) / 64;
    static final int ROW_BYTES = WORDS * 8;
    private static final long[] NOBODY = new long[WORDS];

    private final AudiencePlan plan;
    private final int atoms;

    /// By month, and in it by atom; null while nobody did it.
    private final long[][] rows;

    /// By month, then place of the goal.
    private final Values[][] values;

    AudienceBlock(AudiencePlan plan) {
        this.plan = plan;
        this.atoms = plan.other() + 1;
        this.rows = new long[plan.months.size() * atoms][];
        this.values = new Values[plan.months.size()][plan.valued.length];
    }

    /// @return bytes that it takes more than before
    long set(int month, int atom, int visitor) {
        int at = month * atoms + atom;
        long[] row = rows[at];
        long more = 0;
        if (row == null) {
            row = new long[WORDS];
            rows[at] = row;
            more = ROW_BYTES;
        }
        row[visitor >> 6] |= 1L << visitor;
        return more;
    }

    /// @return bytes that it takes more than before
    long value(int month, int goal, int visitor, double value) {
        Values own = values[month][goal];
        if (own == null) {
            own = new Values();
            values[month][goal] = own;
        }
        return own.add(visitor, value);
    }

    void forget(int visitor) {
        for (long[] row : rows) {
            if (row != null) {
                row[visitor >> 6] &= ~(1L << visitor);
            }
        }
        for (Values[] month : values) {
            for (Values own : month) {
                if (own != null) {
                    own.forget(visitor);
                }
            }
        }
    }

    /// Those who did it; not to be changed.
    long[] did(int month, int atom) {
        long[] row = rows[month * atoms + atom];
        return row == null ? NOBODY : row;
    }

    boolean isEmpty(int month) {
        return Arrays.stream(rows, month * atoms, (month + 1) * atoms).allMatch(Objects::isNull);
    }

    /// Sum of a goal's values in a month over those visitors.
    double sum(int month, int goal, long[] who) {
        Values own = values[month][goal];
        return own == null ? 0 : own.sum(who);
    }

    /// Values of events, in no order.
    private static final class Values {
        private char[] visitors = new char[8];
        private double[] values = new double[8];
        private int count;

        long add(int visitor, double value) {
            long more = 0;
            if (count == visitors.length) {
                more = count * 5L;
                visitors = Arrays.copyOf(visitors, count + count / 2);
                values = Arrays.copyOf(values, count + count / 2);
            }
            visitors[count] = (char) visitor;
            values[count++] = value;
            return more;
        }

        void forget(int visitor) {
            for (int i = count - 1; i >= 0; i--) {
                if (visitors[i] == visitor) {
                    count--;
                    visitors[i] = visitors[count];
                    values[i] = values[count];
                }
            }
        }

        double sum(long[] who) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                if ((who[visitors[i] >> 6] >> visitors[i] & 1) != 0) {
                    sum += values[i];
                }
            }
            return sum;
        }
    }
}
