package dev.bellwether.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Visitors of a block and month for whom rules hold, in rows that are used again and again: what
/// is given stays until the next question, or the next month. Of one thread, which holds the
/// block's lock.
final class AudienceMonth {
    private static final int WORDS = AudienceBlock.WORDS;

    private final AudienceBlock block;
    private final AudiencePlan plan;

    /// All visitors of the month.
    private final long[] there = new long[WORDS];

    /// By the depth of a rule in another.
    private final List<long[]> rows = new ArrayList<>();

    private int month;

    AudienceMonth(AudienceBlock block, AudiencePlan plan) {
        this.block = block;
        this.plan = plan;
    }

    /// @param place of the month in the plan
    void is(int place) {
        month = place;
        Arrays.fill(there, 0);
        for (int atom = 0; atom <= plan.other(); atom++) {
            add(there, block.did(month, atom));
        }
    }

    /// Not to be changed.
    long[] who(AudienceRule rule) {
        return who(rule, 0);
    }

    private long[] who(AudienceRule rule, int depth) {
        return switch (rule) {
            case AudienceRule.Did(Goal goal) -> block.did(month, plan.atom(goal));
            case AudienceRule.All(var of) -> {
                long[] all = row(depth);
                System.arraycopy(there, 0, all, 0, WORDS);
                for (AudienceRule one : of) {
                    long[] who = who(one, depth + 1);
                    for (int i = 0; i < WORDS; i++) {
                        all[i] &= who[i];
                    }
                }
                yield all;
            }
            case AudienceRule.Any(var of) -> {
                long[] any = row(depth);
                Arrays.fill(any, 0);
                for (AudienceRule one : of) {
                    add(any, who(one, depth + 1));
                }
                yield any;
            }
            case AudienceRule.Not(AudienceRule of) -> {
                long[] not = row(depth);
                long[] who = who(of, depth + 1);
                for (int i = 0; i < WORDS; i++) {
                    not[i] = there[i] & ~who[i];
                }
                yield not;
            }
        };
    }

    private long[] row(int depth) {
        if (rows.size() == depth) {
            rows.add(new long[WORDS]);
        }
        return rows.get(depth);
    }

    private static void add(long[] to, long[] more) {
        for (int i = 0; i < WORDS; i++) {
            to[i] |= more[i];
        }
    }
}
