package dev.bellwether.experiment;

import dev.bellwether.statistics.SumsBuilder;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The state of [#SIZE] visitors with neighbouring numbers in one campaign, and the sums of those
/// among them who count. Its methods are called while holding its lock, but for reading when nobody
/// writes.
///
/// A visitor's record: time of the first exposure (0: none), variation, flags, a code for each
/// slice, then the variables' slots. A visitor is in the sums unless `OUT` is set; what is about to
/// change more than by a goal is taken out first and put in again at the end of the refresh.
final class VisitorBlock {
    static final int BITS = 14;
    static final int SIZE = 1 << BITS;
    private static final int VARIATION = 8;
    private static final int FLAGS = 12;
    private static final int SLICES = 16;
    private static final int HEAD = SLICES + 2 * CampaignRules.MOST_SLICES;

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
    private final int[] kept;
    private boolean isCold = true;

    /// @param memory of [#bytes], zeros
    VisitorBlock(Plan plan, MemorySegment memory) {
        this.plan = plan;
        this.memory = memory;
        this.stride = HEAD + 8L * plan.slotCount;
        this.logs = new ValueLog[plan.quantiles.size()];
        Arrays.setAll(logs, _ -> new ValueLog());
        this.kept = plan.kept();
        this.rows =
                plan.columns.stream()
                        .map(column -> new double[column.variables().length])
                        .toArray(double[][]::new);
    }

    static long bytes(Plan plan) {
        return SIZE * (HEAD + 8L * plan.slotCount);
    }

    /// @param wasKnown whether the visitor may have events that were read before
    /// @param packed codes of the first slices, see [SliceCodes]
    void exposure(int visitor, long time, int variation, boolean wasKnown, long packed) {
        long at = visitor * stride;
        long first = memory.get(LONG, at);
        if (first == 0) {
            begin(at, time, variation, packed);
            memory.set(INT, at + FLAGS, flags(at) & MARKED | OUT | (wasKnown ? STALE : 0));
            out(visitor);
            return;
        }
        boolean differs = memory.get(INT, at + VARIATION) != variation;
        if (time > first && !differs) {
            return;
        }
        takeOut(visitor, at);
        if (differs) {
            flag(at, MANY);
        }
        if (time < first) {
            begin(at, time, variation, packed);
            memory.set(INT, at + FLAGS, flags(at) & ~TIE);
            flag(at, isCold ? 0 : STALE);
        } else if (time == first) {
            flag(at, TIE);
        }
    }

    private void begin(long at, long time, int variation, long packed) {
        memory.set(LONG, at, time);
        memory.set(INT, at + VARIATION, variation);
        slices(at, 0, packed);
    }

    private void slices(long at, int group, long packed) {
        int from = group * SliceCodes.GROUP;
        int until = Math.min(from + SliceCodes.GROUP, plan.campaign.slices().size());
        for (int slice = from; slice < until; slice++) {
            memory.set(SHORT, at + SLICES + 2L * slice, SliceCodes.code(packed, slice));
        }
    }

    /// Codes of a further group of slices, of an exposure at that time.
    void slices(int visitor, int group, long time, long packed) {
        long at = visitor * stride;
        if (memory.get(LONG, at) == time && (flags(at) & (OUT | TIE)) == OUT) {
            slices(at, group, packed);
        }
    }

    /// What a tie was decided to.
    void tie(int visitor, int variation, short[] codes) {
        long at = visitor * stride;
        memory.set(INT, at + VARIATION, variation);
        for (int i = 0; i < codes.length; i++) {
            memory.set(SHORT, at + SLICES + 2L * i, codes[i]);
        }
    }

    /// @param value NaN when there is none
    void goal(int visitor, Plan.Touch touch, long time, double value, boolean onlyStale) {
        long at = visitor * stride;
        long first = memory.get(LONG, at);
        int flags = flags(at);
        if (first == 0 || (flags & STALE) != 0 != onlyStale) {
            return;
        }
        if (changes(touch, first, time)) {
            boolean isIn = (flags & OUT) == 0 && doCount(at);
            if (isIn) {
                add(at, touch.columns(), -1);
            }
            for (int variable : touch.variables()) {
                if (plan.spans.counts(variable, first, time)) {
                    fold(at + HEAD + 8L * plan.slots[variable], plan.folds[variable], time, value);
                }
            }
            if (isIn) {
                add(at, touch.columns(), 1);
            }
        }
        if (!Double.isNaN(value)) {
            for (int quantile : touch.quantiles()) {
                if (plan.quantileSpans.counts(quantile, first, time)) {
                    logs[quantile].add(visitor, value);
                }
            }
        }
    }

    private boolean changes(Plan.Touch touch, long first, long time) {
        for (int variable : touch.variables()) {
            if (plan.spans.counts(variable, first, time)) {
                return true;
            }
        }
        return false;
    }

    private void fold(long slot, Variable.Fold fold, long time, double value) {
        switch (fold) {
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

    /// Takes a visitor out for good.
    void forget(int visitor) {
        long at = visitor * stride;
        if (memory.get(LONG, at) == 0) {
            return;
        }
        takeOut(visitor, at);
        int marked = flags(at) & MARKED;
        memory.asSlice(at, stride).fill((byte) 0);
        memory.set(INT, at + FLAGS, OUT | marked);
        for (ValueLog log : logs) {
            log.leaveOut(one -> one == visitor);
        }
    }

    /// Those whose events must all be read again; what was known of them is gone.
    ///
    /// @return their numbers in this block
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

    /// Those of this refresh whose first exposure is two at one instant.
    List<Integer> tied() {
        return withFlag(TIE).stream().filter(visitor -> first(visitor) != 0).toList();
    }

    private List<Integer> withFlag(int flag) {
        return out.stream().filter(visitor -> (flags(visitor * stride) & flag) != 0).toList();
    }

    /// The end of a refresh: everybody is in the sums again.
    void settle() {
        for (int visitor : out) {
            long at = visitor * stride;
            memory.set(INT, at + FLAGS, flags(at) & ~(OUT | STALE | MARKED));
            if (doCount(at)) {
                add(at, kept, 1);
            }
        }
        out.clear();
        isCold = false;
    }

    private void takeOut(int visitor, long at) {
        if ((flags(at) & OUT) == 0) {
            if (doCount(at)) {
                add(at, kept, -1);
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

    /// Adds somebody who counts to columns of the sums, or takes them out.
    private void add(long at, int[] columns, int sign) {
        SumsBuilder[] cell =
                cells.computeIfAbsent(
                        key(memory.get(INT, at + VARIATION), memory.get(LONG, at)),
                        _ -> StateSums.builders(plan));
        for (int i : columns) {
            Plan.Column column = plan.columns.get(i);
            double[] row = rows[i];
            row(at, column, column.cap(), row);
            if (sign > 0) {
                cell[i].add(row);
            } else {
                cell[i].remove(row);
            }
        }
    }

    /// `day of the first exposure << 8 | variation`.
    private long key(int variation, long first) {
        return plan.days.of(first) << 8 | variation;
    }

    private void row(long at, Plan.Column column, double cap, double[] into) {
        int[] variables = column.variables();
        for (int j = 0; j < variables.length; j++) {
            into[j] = valueAt(at, variables[j]);
        }
        into[0] = Math.min(into[0], cap);
    }

    private double valueAt(long at, int variable) {
        long slot = at + HEAD + 8L * plan.slots[variable];
        return plan.folds[variable] == Variable.Fold.SECONDS
                ? (memory.get(DOUBLE, slot + 8) - memory.get(DOUBLE, slot)) / 1e6
                : memory.get(DOUBLE, slot);
    }

    private boolean doCount(long at) {
        return memory.get(LONG, at) != 0
                && (plan.campaign.multiple() == Campaign.Multiple.BY_FIRST
                        || (flags(at) & MANY) == 0);
    }

    private int flags(long at) {
        return memory.get(INT, at + FLAGS);
    }

    private void flag(long at, int flags) {
        memory.set(INT, at + FLAGS, flags(at) | flags);
    }

    // What follows reads, between refreshes.

    /// The kept columns' sums by [#key]; others' are empty.
    Map<Long, SumsBuilder[]> cells() {
        return cells;
    }

    long first(int visitor) {
        return memory.get(LONG, visitor * stride);
    }

    long key(int visitor) {
        long at = visitor * stride;
        return key(memory.get(INT, at + VARIATION), memory.get(LONG, at));
    }

    /// A row of a column, cut off at `cap`.
    void row(int visitor, Plan.Column column, double cap, double[] into) {
        row(visitor * stride, column, cap, into);
    }

    double value(int visitor, int variable) {
        return valueAt(visitor * stride, variable);
    }

    ValueLog log(int quantile) {
        return logs[quantile];
    }

    short slice(int visitor, int slice) {
        return memory.get(SHORT, visitor * stride + SLICES + 2L * slice);
    }

    /// Who was exposed and passes the filter.
    Standing standing(CodeFilter filter) {
        byte[] arms = new byte[SIZE];
        long several = 0;
        for (int visitor = 0; visitor < SIZE; visitor++) {
            long at = visitor * stride;
            arms[visitor] = -1;
            if (memory.get(LONG, at) == 0) {
                continue;
            }
            if (filter == CodeFilter.EVERYBODY
                    || filter.passes(slice -> memory.get(SHORT, at + SLICES + 2L * slice))) {
                several += flags(at) & MANY;
                if (doCount(at)) {
                    arms[visitor] = (byte) memory.get(INT, at + VARIATION);
                }
            }
        }
        return new Standing(arms, several);
    }

    /// @param arms of each visitor, −1 for who does not count or does not pass
    /// @param several who saw several variations
    record Standing(byte[] arms, long several) {}
}
