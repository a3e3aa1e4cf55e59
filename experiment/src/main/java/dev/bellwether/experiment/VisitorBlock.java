package dev.bellwether.experiment;

import dev.bellwether.statistics.Sums;
import dev.bellwether.statistics.SumsBuilder;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// The state of [#SIZE] visitors with neighbouring numbers in one campaign, and the sums of those
/// among them who count. Its methods are called while holding its lock, but for reading when nobody
/// writes.
///
/// A visitor's record: time of the first exposure (0: none), variation, flags, a code for each
/// slice, then the variables' slots. A visitor is in the sums unless `OUT` is set; what is about to
/// change more than by a goal is taken out first and put in again at the end of the refresh.
final class VisitorBlock {
    static final int SIZE = 1 << 16;
    static final int HEAD = 32;

    private static final int MANY = 1;
    private static final int TIE = 2;
    private static final int OUT = 4;
    private static final int STALE = 8;
    private static final int MARKED = 16;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE;

    private final Plan plan;
    private final MemorySegment memory;
    private final long stride;
    private final Map<Long, SumsBuilder[]> cells = new HashMap<>();
    private final ValueLog[] logs;
    private final List<Integer> out = new ArrayList<>();
    private final double[][] rows;
    private final int[] everyColumn;
    private long exposed;
    private long many;
    private boolean isCold = true;

    /// @param memory of [#bytes], zeros
    VisitorBlock(Plan plan, MemorySegment memory) {
        this.plan = plan;
        this.memory = memory;
        this.stride = HEAD + 8L * plan.slotCount;
        this.logs = new ValueLog[plan.quantiles.size()];
        Arrays.setAll(logs, _ -> new ValueLog());
        this.everyColumn = IntStream.range(0, plan.columns.size()).toArray();
        this.rows =
                plan.columns.stream()
                        .map(column -> new double[column.variables().length])
                        .toArray(double[][]::new);
    }

    static long bytes(Plan plan) {
        return SIZE * (HEAD + 8L * plan.slotCount);
    }

    /// @param wasKnown whether the visitor may have events that were read before
    void exposure(int visitor, long time, int variation, boolean wasKnown) {
        long at = visitor * stride;
        long first = memory.get(LONG, at);
        if (first == 0) {
            exposed++;
            memory.set(INT, at + 12, 0);
            begin(visitor, at, time, variation);
            flag(at, OUT | (wasKnown ? STALE : 0));
            out(visitor);
            return;
        }
        boolean differs = memory.get(INT, at + 8) != variation;
        if (time > first && !differs) {
            return;
        }
        takeOut(visitor, at);
        if (differs && (flags(at) & MANY) == 0) {
            many++;
            flag(at, MANY);
        }
        if (time < first) {
            begin(visitor, at, time, variation);
            memory.set(INT, at + 12, flags(at) & ~TIE);
            flag(at, isCold ? 0 : STALE);
        } else if (time == first) {
            flag(at, TIE);
        }
    }

    private void begin(int visitor, long at, long time, int variation) {
        memory.set(LONG, at, time);
        memory.set(INT, at + 8, variation);
    }

    void goal(int visitor, int mask, int firstGoal, long time, double value, boolean onlyStale) {
        long at = visitor * stride;
        long first = memory.get(LONG, at);
        if (first == 0) {
            return;
        }
        int flags = flags(at);
        if ((flags & STALE) != 0 != onlyStale) {
            return;
        }
        boolean isIn = (flags & OUT) == 0;
        for (int rest = mask; rest != 0; rest &= rest - 1) {
            int goal = firstGoal + Integer.numberOfTrailingZeros(rest);
            if (isIn) {
                add(at, plan.columnsOf[goal], -1);
            }
            for (int variable : plan.variablesOf[goal]) {
                if (plan.counts(plan.spans[variable], first, time)) {
                    fold(at + HEAD + 8L * plan.slots[variable], variable, time, value);
                }
            }
            for (int quantile : plan.quantilesOf[goal]) {
                if (!Double.isNaN(value)
                        && plan.counts(plan.quantileSpans[quantile], first, time)) {
                    logs[quantile].add(visitor, value);
                }
            }
            if (isIn) {
                add(at, plan.columnsOf[goal], 1);
            }
        }
    }

    private void fold(long slot, int variable, long time, double value) {
        switch (plan.variables.get(variable).fold()) {
            case ANY -> memory.set(DOUBLE, slot, 1);
            case COUNT -> memory.set(DOUBLE, slot, memory.get(DOUBLE, slot) + 1);
            case TOTAL -> {
                if (!Double.isNaN(value)) {
                    memory.set(DOUBLE, slot, memory.get(DOUBLE, slot) + value);
                }
            }
            case SECONDS -> {
                double from = memory.get(DOUBLE, slot);
                memory.set(DOUBLE, slot, from == 0 ? time : Math.min(from, time));
                memory.set(DOUBLE, slot + 8, Math.max(memory.get(DOUBLE, slot + 8), time));
            }
        }
    }

    double value(int visitor, int variable) {
        long slot = visitor * stride + HEAD + 8L * plan.slots[variable];
        return plan.variables.get(variable).fold() == Variable.Fold.SECONDS
                ? (memory.get(DOUBLE, slot + 8) - memory.get(DOUBLE, slot)) / 1e6
                : memory.get(DOUBLE, slot);
    }

    void slice(int visitor, int slice, long time, short code) {
        long at = visitor * stride;
        if (memory.get(LONG, at) == time && (flags(at) & (OUT | TIE)) == OUT) {
            memory.set(SHORT, at + 16 + 2L * slice, code);
        }
    }

    /// What a tie was decided to.
    void tie(int visitor, int variation, short[] codes) {
        long at = visitor * stride;
        memory.set(INT, at + 8, variation);
        for (int i = 0; i < codes.length; i++) {
            memory.set(SHORT, at + 16 + 2L * i, codes[i]);
        }
    }

    /// Takes a visitor out for good.
    void forget(int visitor) {
        long at = visitor * stride;
        if (memory.get(LONG, at) == 0) {
            return;
        }
        takeOut(visitor, at);
        exposed--;
        many -= flags(at) & MANY;
        memory.asSlice(at, stride).fill((byte) 0);
        flag(at, OUT);
        for (ValueLog log : logs) {
            log.leaveOut(one -> one == visitor);
        }
    }

    /// Those whose events must all be read again; what was known of them is gone.
    List<Integer> stale() {
        List<Integer> stale = withFlag(STALE);
        for (int visitor : stale) {
            memory.asSlice(visitor * stride + HEAD, stride - HEAD).fill((byte) 0);
        }
        if (!stale.isEmpty()) {
            for (ValueLog log : logs) {
                log.leaveOut(visitor -> (flags(visitor * stride) & STALE) != 0);
            }
        }
        return stale;
    }

    List<Integer> tied() {
        return withFlag(TIE).stream()
                .filter(visitor -> memory.get(LONG, visitor * stride) != 0)
                .toList();
    }

    private List<Integer> withFlag(int flag) {
        return out.stream().filter(visitor -> (flags(visitor * stride) & flag) != 0).toList();
    }

    /// The end of a refresh: everybody is in the sums again.
    void settle() {
        for (int visitor : out) {
            long at = visitor * stride;
            memory.set(INT, at + 12, flags(at) & ~(OUT | STALE | MARKED));
            if (doCount(at)) {
                add(at, everyColumn, 1);
            }
        }
        out.clear();
        isCold = false;
    }

    private void takeOut(int visitor, long at) {
        if ((flags(at) & OUT) == 0) {
            if (doCount(at)) {
                add(at, everyColumn, -1);
            }
            flag(at, OUT);
            out(visitor);
        }
    }

    private void out(int visitor) {
        long at = visitor * stride;
        if ((flags(at) & MARKED) == 0) {
            flag(at, MARKED);
            out.add(visitor);
        }
    }

    /// Adds a visitor to columns of the sums, or takes them out.
    private void add(long at, int[] columns, int sign) {
        if (!doCount(at)) {
            return;
        }
        SumsBuilder[] cell = cell(memory.get(INT, at + 8), memory.get(LONG, at));
        int visitor = (int) (at / stride);
        for (int i : columns) {
            double[] row = row(visitor, i, plan.columns.get(i).cap());
            if (sign > 0) {
                cell[i].add(row);
            } else {
                cell[i].remove(row);
            }
        }
    }

    private double[] row(int visitor, int column, double cap) {
        int[] variables = plan.columns.get(column).variables();
        double[] row = rows[column];
        for (int j = 0; j < row.length; j++) {
            row[j] = value(visitor, variables[j]);
        }
        row[0] = Math.min(row[0], cap);
        return row;
    }

    private SumsBuilder[] cell(int variation, long first) {
        long key = plan.days.of(first) << 8 | variation;
        return cells.computeIfAbsent(
                key,
                _ ->
                        plan.columns.stream()
                                .map(column -> new SumsBuilder(column.variables().length))
                                .toArray(SumsBuilder[]::new));
    }

    /// Adds this block's sums to others, by `day << 8 | variation`.
    void sumInto(int column, Map<Long, SumsBuilder> into) {
        cells.forEach((key, cell) -> {
            Sums sums = cell[column].build();
            into.computeIfAbsent(key, _ -> new SumsBuilder(sums.variables())).add(sums);
        });
    }

    /// Whether somebody counts, is of the variation, and their slices pass.
    boolean passes(int visitor, int variation, CodeFilter filter) {
        long at = visitor * stride;
        if (memory.get(LONG, at) == 0 || memory.get(INT, at + 8) != variation || !doCount(at)) {
            return false;
        }
        return filter.passes(slice -> memory.get(SHORT, at + 16 + 2L * slice));
    }

    /// Asked of each who counts: variation (−1 when nobody), or the day.
    int variation(int visitor) {
        long at = visitor * stride;
        return memory.get(LONG, at) != 0 && doCount(at) ? memory.get(INT, at + 8) : -1;
    }

    long day(int visitor) {
        return plan.days.of(memory.get(LONG, visitor * stride));
    }

    short slice(int visitor, int slice) {
        return memory.get(SHORT, visitor * stride + 16 + 2L * slice);
    }

    DoubleStream values(int quantile, int variation) {
        ValueLog log = logs[quantile];
        return IntStream.range(0, log.size())
                .filter(i -> variation(log.visitor(i)) == variation)
                .mapToDouble(log::value);
    }

    /// Adds a row for each visitor with values: at or below `value`, and all.
    void below(int quantile, int variation, double value, SumsBuilder into) {
        ValueLog log = logs[quantile];
        int[] below = new int[SIZE];
        int[] all = new int[SIZE];
        for (int i = 0; i < log.size(); i++) {
            int visitor = log.visitor(i);
            all[visitor]++;
            below[visitor] += log.value(i) <= value ? 1 : 0;
        }
        for (int visitor = 0; visitor < SIZE; visitor++) {
            if (all[visitor] > 0 && variation(visitor) == variation) {
                into.add(below[visitor], all[visitor]);
            }
        }
    }

    long exposed() {
        return exposed;
    }

    long many() {
        return many;
    }

    private boolean doCount(long at) {
        return memory.get(LONG, at) != 0
                && (plan.campaign.multiple() == Campaign.Multiple.BY_FIRST
                        || (flags(at) & MANY) == 0);
    }

    private int flags(long at) {
        return memory.get(INT, at + 12);
    }

    private void flag(long at, int flags) {
        memory.set(INT, at + 12, flags(at) | flags);
    }
}
