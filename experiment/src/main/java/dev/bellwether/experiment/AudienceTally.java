package dev.bellwether.experiment;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Visitors of some months in each segment, counted. The last segment is everybody.
///
/// A goal is reached by who did it in a month in which they were in the segment, and its values are
/// those of such months.
final class AudienceTally {
    private final AudiencePlan plan;
    private final int first;
    private final List<AudienceRule> rules;

    /// By month of the period, then segment.
    final long[][] sizes;

    /// By month of the period, then segment, then goal.
    final long[][][] reached;

    final double[][][] sums;

    /// By segment: visitors who were in it in some month.
    final long[] ever;

    /// By segment, then goal.
    final long[][] everReached;

    /// By two segments, the first before the second.
    final long[][] both;

    private AudienceTally(AudiencePlan plan, int first, int months) {
        this.plan = plan;
        this.first = first;
        this.rules =
                Stream.concat(
                                plan.audience.segments().stream().map(Audience.Segment::rule),
                                Stream.of(new AudienceRule.All(List.of())))
                        .toList();
        int segments = rules.size();
        int goals = plan.valued.length;
        this.sizes = new long[months][segments];
        this.reached = new long[months][segments][goals];
        this.sums = new double[months][segments][goals];
        this.ever = new long[segments];
        this.everReached = new long[segments][goals];
        this.both = new long[segments][segments];
    }

    /// @param first place of the period's first month in the plan
    /// @param months that the period has
    static AudienceTally of(
            AudiencePlan plan, Collection<AudienceBlock> blocks, int first, int months) {
        return blocks.parallelStream()
                .map(block -> {
                    var tally = new AudienceTally(plan, first, months);
                    synchronized (block) {
                        tally.count(block);
                    }
                    return tally;
                })
                .reduce(new AudienceTally(plan, first, months), AudienceTally::plus);
    }

    /// Place of everybody among the segments.
    int everybody() {
        return rules.size() - 1;
    }

    double sum(int segment, int goal) {
        double sum = 0;
        for (double[][] month : sums) {
            sum += month[segment][goal];
        }
        return sum;
    }

    private void count(AudienceBlock block) {
        long[][] in = new long[rules.size()][AudienceBlock.WORDS];
        long[][][] did = new long[rules.size()][everReached[0].length][AudienceBlock.WORDS];
        var visitors = new AudienceMonth(block, plan);
        for (int month = 0; month < sizes.length; month++) {
            if (!block.isEmpty(first + month)) {
                visitors.is(first + month);
                for (int segment = 0; segment < in.length; segment++) {
                    long[] who = visitors.who(rules.get(segment));
                    sizes[month][segment] = join(in[segment], who);
                    if (sizes[month][segment] > 0) {
                        goals(block, month, segment, who, did[segment]);
                    }
                }
            }
        }
        for (int segment = 0; segment < in.length; segment++) {
            ever[segment] = count(in[segment]);
            for (int goal = 0; goal < did[segment].length; goal++) {
                everReached[segment][goal] = count(did[segment][goal]);
            }
            for (int other = segment + 1; other < everybody() && ever[segment] > 0; other++) {
                both[segment][other] = common(in[segment], in[other]);
            }
        }
    }

    private void goals(AudienceBlock block, int month, int segment, long[] who, long[][] did) {
        for (int goal = 0; goal < did.length; goal++) {
            long[] row =
                    block.did(first + month, plan.atom(plan.audience.goals().get(goal).goal()));
            reached[month][segment][goal] = join(did[goal], who, row);
            if (plan.valued[goal] >= 0) {
                sums[month][segment][goal] = block.sum(first + month, goal, who);
            }
        }
    }

    /// Adds a set to another.
    ///
    /// @return how many are in the set
    private static long join(long[] to, long[] set) {
        long count = 0;
        for (int i = 0; i < to.length; i++) {
            to[i] |= set[i];
            count += Long.bitCount(set[i]);
        }
        return count;
    }

    /// Adds what two sets share to another.
    private static long join(long[] to, long[] one, long[] other) {
        long count = 0;
        for (int i = 0; i < to.length; i++) {
            long shared = one[i] & other[i];
            to[i] |= shared;
            count += Long.bitCount(shared);
        }
        return count;
    }

    private static long count(long[] set) {
        long count = 0;
        for (long word : set) {
            count += Long.bitCount(word);
        }
        return count;
    }

    private static long common(long[] one, long[] other) {
        long count = 0;
        for (int i = 0; i < one.length; i++) {
            count += Long.bitCount(one[i] & other[i]);
        }
        return count;
    }

    private AudienceTally plus(AudienceTally other) {
        var sum = new AudienceTally(plan, first, sizes.length);
        for (int segment = 0; segment < ever.length; segment++) {
            sum.ever[segment] = ever[segment] + other.ever[segment];
            add(sum.everReached[segment], everReached[segment], other.everReached[segment]);
            add(sum.both[segment], both[segment], other.both[segment]);
            for (int month = 0; month < sizes.length; month++) {
                sum.sizes[month][segment] = sizes[month][segment] + other.sizes[month][segment];
                add(
                        sum.reached[month][segment],
                        reached[month][segment],
                        other.reached[month][segment]);
                for (int goal = 0; goal < sums[month][segment].length; goal++) {
                    sum.sums[month][segment][goal] =
                            sums[month][segment][goal] + other.sums[month][segment][goal];
                }
            }
        }
        return sum;
    }

    private static void add(long[] to, long[] one, long[] other) {
        for (int i = 0; i < to.length; i++) {
            to[i] = one[i] + other[i];
        }
    }
}
