package dev.bellwether.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Values at ranks among many, without sorting them all: the values are counted by the upper 16 of
/// their bits, and only those of the buckets in which a rank lies are sorted. Of several groups of
/// values at once; sources are read several times, in parallel.
final class Selection {
    private static final int SHIFT = 48;
    private static final int BUCKETS = 1 << 16;

    private final List<List<Source>> chunks;

    /// How many values of each group stand before each bucket.
    private final long[][] before;

    @FunctionalInterface
    interface Source {
        void each(Visit visit);
    }

    interface Visit {
        void see(int group, double value);
    }

    Selection(int groups, List<? extends Source> sources) {
        int cores = Runtime.getRuntime().availableProcessors();
        int size = Math.max(1, Math.ceilDiv(sources.size(), cores));
        this.chunks =
                IntStream.range(0, Math.ceilDiv(sources.size(), size))
                        .mapToObj(i ->
                                List.<Source>copyOf(
                                        sources.subList(
                                                i * size,
                                                Math.min(sources.size(), (i + 1) * size))))
                        .toList();
        this.before = new long[groups][BUCKETS + 1];
        List<int[][]> counts = chunks.parallelStream().map(chunk -> count(groups, chunk)).toList();
        for (int group = 0; group < groups; group++) {
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                long here = 0;
                for (int[][] count : counts) {
                    here += count[group][bucket];
                }
                before[group][bucket + 1] = before[group][bucket] + here;
            }
        }
    }

    private static int[][] count(int groups, List<Source> chunk) {
        int[][] count = new int[groups][BUCKETS];
        chunk.forEach(source -> source.each((group, value) -> count[group][bucket(value)]++));
        return count;
    }

    long size(int group) {
        return before[group][BUCKETS];
    }

    /// The least values that at least these shares of a group's values do not exceed.
    ///
    /// @param shares of each group; none of a group without values
    /// @return in the same order
    double[][] at(double[][] shares) {
        boolean[][] wanted = new boolean[before.length][BUCKETS];
        long[][] ranks = new long[before.length][];
        for (int group = 0; group < before.length; group++) {
            long n = size(group);
            ranks[group] =
                    Arrays.stream(shares[group])
                            .mapToLong(
                                    share -> Math.clamp((long) Math.ceil(share * n) - 1, 0, n - 1))
                            .toArray();
            for (long rank : ranks[group]) {
                wanted[group][bucketOf(group, rank)] = true;
            }
        }
        List<ValueList[]> found =
                chunks.parallelStream().map(chunk -> find(wanted, chunk)).toList();
        double[][] values = new double[before.length][];
        for (int group = 0; group < before.length; group++) {
            double[] sorted = sorted(group, found);
            values[group] = new double[ranks[group].length];
            for (int i = 0; i < ranks[group].length; i++) {
                values[group][i] = sorted[place(group, ranks[group][i], wanted[group])];
            }
        }
        return values;
    }

    private static ValueList[] find(boolean[][] wanted, List<Source> chunk) {
        var found = new ValueList[wanted.length];
        Arrays.setAll(found, _ -> new ValueList());
        chunk.forEach(source ->
                source.each((group, value) -> {
                    if (wanted[group][bucket(value)]) {
                        found[group].add(value);
                    }
                }));
        return found;
    }

    private static double[] sorted(int group, List<ValueList[]> found) {
        double[] all = found.stream().flatMapToDouble(one -> one[group].stream()).toArray();
        Arrays.sort(all);
        return all;
    }

    /// Where a rank stands among the sorted values of the wanted buckets.
    private int place(int group, long rank, boolean[] wanted) {
        int bucket = bucketOf(group, rank);
        long left = 0;
        for (int i = 0; i < bucket; i++) {
            left += wanted[i] ? 0 : before[group][i + 1] - before[group][i];
        }
        return Math.toIntExact(rank - left);
    }

    private int bucketOf(int group, long rank) {
        int at = Arrays.binarySearch(before[group], rank);
        int bucket = at < 0 ? -at - 2 : at;
        while (before[group][bucket + 1] <= rank) {
            bucket++;
        }
        return bucket;
    }

    /// Rises with the value.
    private static int bucket(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return (int) ((bits ^ (bits >> 63 | Long.MIN_VALUE)) >>> SHIFT);
    }

    private static final class ValueList {
        private double[] values = new double[64];
        private int size;

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        DoubleStream stream() {
            return Arrays.stream(values, 0, size);
        }
    }
}
