package dev.bellwether.experiment;

import dev.bellwether.statistics.SumsBuilder;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The state of [#SIZE] visitors with neighbouring numbers in one campaign, and the sums of those
/// among them who count. Its methods are called while holding its lock, but for reading when nobody
/// writes.
///
/// A visitor is in the sums unless `OUT` is set; what is about to change more than by a goal is
/// taken out first and put in again at the end of the refresh.
final class VisitorBlock {
    static final int BITS = 14;
    static final int SIZE = 1 << BITS;

    private static final int MANY = 1;
    private static final int TIE = 2;
    private static final int OUT = 4;
    private static final int STALE = 8;
    private static final int MARKED = 16;

    private final Plan plan;
    private final VisitorColumns of;
    private final Map<Long, SumsBuilder[]> cells = new HashMap<>();
    private final ValueLog[] logs;
    private final List<Integer> out = new ArrayList<>();
    private final double[][] rows;
    private final int[] kept;
    private boolean isCold = true;

    /// Whether a first exposure moved in this refresh: then values may be of a time that no longer
    /// counts. Who was not exposed before has none.
    private boolean isMoved;

    /// @param memory of [VisitorColumns#bytes], zeros
    VisitorBlock(Plan plan, MemorySegment memory) {
        this.plan = plan;
        this.of = new VisitorColumns(plan, memory);
        this.logs = new ValueLog[plan.quantiles.size()];
        Arrays.setAll(logs, _ -> new ValueLog());
        this.kept = plan.kept();
        this.rows =
                plan.columns.stream()
                        .map(column -> new double[column.variables().length])
                        .toArray(double[][]::new);
    }

    /// @param wasKnown whether the visitor may have events that were read before
    /// @param packed codes of the first slices, see [SliceCodes]
    void exposure(int visitor, long time, int variation, boolean wasKnown, long packed) {
        long first = of.first(visitor);
        if (first == 0) {
            begin(visitor, time, variation, packed);
            of.flags(visitor, of.flags(visitor) & MARKED | OUT | (wasKnown ? STALE : 0));
            out(visitor);
            return;
        }
        boolean differs = of.arm(visitor) != variation;
        if (time > first && !differs) {
            return;
        }
        takeOut(visitor);
        if (differs) {
            flag(visitor, MANY);
        }
        if (time < first) {
            begin(visitor, time, variation, packed);
            of.flags(visitor, of.flags(visitor) & ~TIE);
            flag(visitor, isCold ? 0 : STALE);
            isMoved |= !isCold;
        } else if (time == first) {
            flag(visitor, TIE);
        }
    }

    private void begin(int visitor, long time, int variation, long packed) {
        of.first(visitor, time);
        of.arm(visitor, variation);
        code(visitor, 0, packed);
    }

    private void code(int visitor, int group, long packed) {
        int from = group * SliceCodes.GROUP;
        int until = Math.min(from + SliceCodes.GROUP, plan.campaign.slices().size());
        for (int slice = from; slice < until; slice++) {
            of.slice(slice, visitor, SliceCodes.code(packed, slice));
        }
    }

    /// Codes of a further group of slices, of an exposure at that time.
    void slices(int visitor, int group, long time, long packed) {
        if (of.first(visitor) == time && (of.flags(visitor) & (OUT | TIE)) == OUT) {
            code(visitor, group, packed);
        }
    }

    /// What a tie was decided to.
    void tie(int visitor, int variation, short[] codes) {
        of.arm(visitor, variation);
        for (int slice = 0; slice < codes.length; slice++) {
            of.slice(slice, visitor, codes[slice]);
        }
    }

    /// Whether an event at that time may count for a visitor.
    boolean isReached(int visitor, long time) {
        long first = of.first(visitor);
        return first != 0 && time >= first - plan.longestBefore;
    }

    /// @param value NaN when there is none
    void goal(int visitor, Plan.Touch touch, long time, double value, boolean onlyStale) {
        long first = of.first(visitor);
        int flags = of.flags(visitor);
        if ((flags & STALE) != 0 != onlyStale) {
            return;
        }
        if ((flags & OUT) != 0 || !doesCount(visitor)) {
            fold(visitor, touch, first, time, value);
        } else if (changes(touch, first, time)) {
            SumsBuilder[] cell = cell(visitor);
            remove(visitor, cell, touch.columns());
            fold(visitor, touch, first, time, value);
            add(visitor, cell, touch.columns());
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

    private void fold(int visitor, Plan.Touch touch, long first, long time, double value) {
        for (int variable : touch.variables()) {
            if (plan.spans.counts(variable, first, time)) {
                fold(visitor, plan.slots[variable], plan.folds[variable], time, value);
            }
        }
    }

    private void fold(int visitor, int slot, Variable.Fold fold, long time, double value) {
        switch (fold) {
            case ANY -> of.slot(slot, visitor, 1);
            case COUNT -> of.slot(slot, visitor, of.slot(slot, visitor) + 1);
            case TOTAL -> {
                if (!Double.isNaN(value)) {
                    of.slot(slot, visitor, of.slot(slot, visitor) + value);
                }
            }
            case SECONDS -> {
                double from = of.slot(slot, visitor);
                of.slot(slot, visitor, from == 0 ? time : Math.min(from, time));
                of.slot(slot + 1, visitor, Math.max(of.slot(slot + 1, visitor), time));
            }
        }
    }

    /// Takes a visitor out for good.
    void forget(int visitor) {
        if (of.first(visitor) == 0) {
            return;
        }
        takeOut(visitor);
        int marked = of.flags(visitor) & MARKED;
        of.clear(visitor);
        of.flags(visitor, OUT | marked);
        for (ValueLog log : logs) {
            log.leaveOut(one -> one == visitor);
        }
    }

    /// Those whose events must all be read again; what was known of them is gone.
    ///
    /// @return their numbers in this block
    List<Integer> stale() {
        List<Integer> stale = withFlag(STALE);
        stale.forEach(of::clearSlots);
        if (isMoved) {
            isMoved = false;
            for (ValueLog log : logs) {
                log.leaveOut(visitor -> (of.flags(visitor) & STALE) != 0);
            }
        }
        return stale;
    }

    /// Those of this refresh whose first exposure is two at one instant.
    List<Integer> tied() {
        return withFlag(TIE).stream().filter(visitor -> first(visitor) != 0).toList();
    }

    private List<Integer> withFlag(int flag) {
        return out.stream().filter(visitor -> (of.flags(visitor) & flag) != 0).toList();
    }

    /// The end of a refresh: everybody is in the sums again.
    void settle() {
        for (int visitor : out) {
            of.flags(visitor, of.flags(visitor) & ~(OUT | STALE | MARKED));
            if (doesCount(visitor)) {
                add(visitor, cell(visitor), kept);
            }
        }
        out.clear();
        isCold = false;
    }

    private void takeOut(int visitor) {
        if ((of.flags(visitor) & OUT) == 0) {
            if (doesCount(visitor)) {
                remove(visitor, cell(visitor), kept);
            }
            flag(visitor, OUT);
            out(visitor);
        }
    }

    private void out(int visitor) {
        if ((of.flags(visitor) & MARKED) == 0) {
            flag(visitor, MARKED);
            out.add(visitor);
        }
    }

    /// The sums that somebody who counts belongs to.
    private SumsBuilder[] cell(int visitor) {
        return cells.computeIfAbsent(key(visitor), _ -> StateSums.builders(plan));
    }

    private void add(int visitor, SumsBuilder[] cell, int[] columns) {
        for (int i : columns) {
            cell[i].add(row(visitor, i));
        }
    }

    private void remove(int visitor, SumsBuilder[] cell, int[] columns) {
        for (int i : columns) {
            cell[i].remove(row(visitor, i));
        }
    }

    /// Of a column with a cap of its own; valid until the next is asked for.
    private double[] row(int visitor, int i) {
        Plan.Column column = plan.columns.get(i);
        row(visitor, column, column.cap(), rows[i]);
        return rows[i];
    }

    private boolean doesCount(int visitor) {
        return of.first(visitor) != 0
                && (plan.campaign.multiple() == Campaign.Multiple.BY_FIRST
                        || (of.flags(visitor) & MANY) == 0);
    }

    private void flag(int visitor, int flags) {
        of.flags(visitor, of.flags(visitor) | flags);
    }

    // What follows reads, between refreshes.

    /// The kept columns' sums by [#key]; others' are empty.
    Map<Long, SumsBuilder[]> cells() {
        return cells;
    }

    long first(int visitor) {
        return of.first(visitor);
    }

    /// `day of the first exposure << 8 | variation`.
    long key(int visitor) {
        return plan.days.of(of.first(visitor)) << 8 | of.arm(visitor);
    }

    /// A row of a column, cut off at `cap`.
    void row(int visitor, Plan.Column column, double cap, double[] into) {
        int[] variables = column.variables();
        for (int j = 0; j < variables.length; j++) {
            into[j] = value(visitor, variables[j]);
        }
        into[0] = Math.min(into[0], cap);
    }

    double value(int visitor, int variable) {
        int slot = plan.slots[variable];
        return plan.folds[variable] == Variable.Fold.SECONDS
                ? (of.slot(slot + 1, visitor) - of.slot(slot, visitor)) / 1e6
                : of.slot(slot, visitor);
    }

    ValueLog log(int quantile) {
        return logs[quantile];
    }

    short slice(int visitor, int slice) {
        return of.slice(slice, visitor);
    }

    /// Who was exposed and passes the filter.
    Standing standing(CodeFilter filter) {
        byte[] arms = new byte[SIZE];
        long several = 0;
        for (int visitor = 0; visitor < SIZE; visitor++) {
            int one = visitor;
            arms[visitor] = -1;
            if (of.first(visitor) == 0) {
                continue;
            }
            if (filter == CodeFilter.EVERYBODY || filter.passes(slice -> of.slice(slice, one))) {
                several += of.flags(visitor) & MANY;
                if (doesCount(visitor)) {
                    arms[visitor] = (byte) of.arm(visitor);
                }
            }
        }
        return new Standing(arms, several);
    }

    /// @param arms of each visitor, −1 for who does not count or does not pass
    /// @param several who saw several variations
    record Standing(byte[] arms, long several) {}
}
