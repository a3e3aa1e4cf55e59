package dev.bellwether.statistics;

import static dev.bellwether.statistics.Vectors.same;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the order, the grouping and the offset, the sums are those of exact arithmetic.
class SumsLoseNothingTest {
    private static final MathContext EXACT = new MathContext(80);

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e6, 1e8, 1e10, 1e12})
    void atAnyOffset(double offset) {
        var random = new Random(20261122);
        double[][] rows = new double[1000][2];
        for (double[] row : rows) {
            row[0] = offset + random.nextGaussian();
            row[1] = offset - row[0] * 0.5 + random.nextGaussian();
        }
        Sums sums = of(List.of(rows));
        same(sums.mean(0), exactMean(rows, 0), 1e-15);
        double within = offset > 1e10 ? 1e-6 : 1e-10;
        same(sums.variance(0), exactCovariance(rows, 0, 0), within);
        same(sums.covariance(0, 1), exactCovariance(rows, 0, 1), within);
        double naive = naiveVariance(rows);
        if (offset >= 1e8) {
            assertThat(Math.abs(naive / sums.variance(0) - 1)).isGreaterThan(0.01);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void inAnyOrderAndGrouping(long seed) {
        var random = new Random(seed);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            double scale = Math.pow(10, random.nextInt(9) - 4);
            rows.add(
                    new double[] {
                        random.nextGaussian() * scale, random.nextInt(5), random.nextDouble()
                    });
        }
        Sums once = of(rows);
        Collections.shuffle(rows, random);
        List<Sums> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); ) {
            int to = Math.min(rows.size(), from + 1 + random.nextInt(40));
            parts.add(of(rows.subList(from, to)));
            from = to;
        }
        while (parts.size() > 1) {
            Sums one = parts.remove(random.nextInt(parts.size()));
            Sums other = parts.remove(random.nextInt(parts.size()));
            parts.add(random.nextBoolean() ? one.plus(other) : other.plus(one));
        }
        sameAll(parts.getFirst(), once);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whenVisitorsAreTakenOutAgain(long seed) {
        var random = new Random(seed);
        List<double[]> stay = new ArrayList<>();
        var builder = new SumsBuilder(3);
        for (int i = 0; i < 300; i++) {
            double[] row = {random.nextGaussian() * 1e6, random.nextDouble(), random.nextInt(100)};
            builder.add(row);
            if (random.nextBoolean()) {
                stay.add(row);
            } else {
                builder.remove(row);
            }
        }
        sameAll(builder.build(), of(stay));
        Sums all = builder.build();
        assertThat(all.minus(all).n()).isZero();
        assertThat(all.minus(all).sum(0)).isZero();
    }

    @Test
    void whenADatabaseGivesThemCentred() {
        var random = new Random(7);
        double[][] rows = new double[500][2];
        for (double[] row : rows) {
            row[0] = 1e9 + random.nextGaussian();
            row[1] = random.nextGaussian() + row[0] - 1e9;
        }
        double[][] comoments = new double[2][2];
        for (int i = 0; i < 2; i++) {
            for (int j = i; j < 2; j++) {
                comoments[i][j] = exactCovariance(rows, i, j) * 499;
            }
        }
        Sums centred =
                Sums.ofCentred(
                        500, new double[] {exactMean(rows, 0), exactMean(rows, 1)}, comoments);
        Sums added = of(List.of(rows));
        same(centred.variance(0), added.variance(0), 1e-12);
        same(centred.covariance(0, 1), added.covariance(0, 1), 1e-12);
    }

    @Test
    void whenTheyAreStoredAndReadAgain() {
        Sums sums = of(List.of(new double[] {0.1, 2}, new double[] {0.2, 3}));
        assertThat(Sums.ofPairs(sums.n(), 2, sums.pairs())).isEqualTo(sums);
    }

    @Test
    void ofVisitorsWithNothing() {
        Sums sums = new SumsBuilder(1).add(3).addZeros(2).build();
        assertThat(sums.mean(0)).isEqualTo(1);
        same(sums.variance(0), 3, 1e-15);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1e10 + 0.1, 1e-9, -7.3})
    void ofAConstantWhoseVarianceIsExactlyZero(double constant) {
        var builder = new SumsBuilder(1);
        for (int i = 0; i < 100_000; i++) {
            builder.add(constant);
        }
        assertThat(builder.build().variance(0)).isZero();
    }

    private static Sums of(List<double[]> rows) {
        var builder = new SumsBuilder(rows.getFirst().length);
        rows.forEach(builder::add);
        return builder.build();
    }

    private static void sameAll(Sums actual, Sums expected) {
        assertThat(actual.n()).isEqualTo(expected.n());
        for (int i = 0; i < expected.variables(); i++) {
            same(actual.sum(i), expected.sum(i), 1e-15);
            for (int j = i; j < expected.variables(); j++) {
                same(actual.sumOfProducts(i, j), expected.sumOfProducts(i, j), 1e-15);
                same(actual.covariance(i, j), expected.covariance(i, j), 1e-13);
            }
        }
    }

    private static double exactMean(double[][] rows, int variable) {
        return sum(rows, variable).divide(BigDecimal.valueOf(rows.length), EXACT).doubleValue();
    }

    private static double exactCovariance(double[][] rows, int one, int other) {
        BigDecimal n = BigDecimal.valueOf(rows.length);
        BigDecimal products = BigDecimal.ZERO;
        for (double[] row : rows) {
            products = products.add(new BigDecimal(row[one]).multiply(new BigDecimal(row[other])));
        }
        return products.multiply(n)
                .subtract(sum(rows, one).multiply(sum(rows, other)))
                .divide(n.multiply(n.subtract(BigDecimal.ONE)), EXACT)
                .doubleValue();
    }

    private static BigDecimal sum(double[][] rows, int variable) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double[] row : rows) {
            sum = sum.add(new BigDecimal(row[variable]));
        }
        return sum;
    }

    private static double naiveVariance(double[][] rows) {
        double sum = 0;
        double squares = 0;
        for (double[] row : rows) {
            sum += row[0];
            squares += row[0] * row[0];
        }
        return (squares - sum * sum / rows.length) / (rows.length - 1);
    }
}
