package dev.bellwether.statistics;

import static dev.bellwether.statistics.Because.IMPOSSIBLE;
import static dev.bellwether.statistics.Because.NOT_FINITE;
import static dev.bellwether.statistics.Because.NO_VARIANCE;
import static dev.bellwether.statistics.Because.NO_VISITORS;
import static dev.bellwether.statistics.Because.TOO_FEW;
import static dev.bellwether.statistics.Because.ZERO_DENOMINATOR;
import static dev.bellwether.statistics.Vectors.because;
import static dev.bellwether.statistics.Vectors.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.statistics.Proportions.Count;
import dev.bellwether.statistics.Reading.Mean;
import dev.bellwether.statistics.Reading.Ratio;
import dev.bellwether.statistics.Reading.Share;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody, one visitor, constants, nothing below the line, infinite values: a reason, never a
/// number.
class WhatCannotBeSaidIsNotSaidTest {
    @Test
    void ofNobody() {
        assertThat(because(Level.of(Sums.none(1), new Mean(0)))).isEqualTo(NO_VISITORS);
        assertThat(because(Level.of(Sums.none(2), new Ratio(0, 1)))).isEqualTo(NO_VISITORS);
        assertThat(because(Level.share(0, 0))).isEqualTo(NO_VISITORS);
        assertThat(because(Proportions.wilson(new Count(0, 0), 0.05))).isEqualTo(NO_VISITORS);
    }

    @Test
    void ofOneVisitor() {
        assertThat(because(Level.of(one(7), new Mean(0)))).isEqualTo(TOO_FEW);
        assertThat(because(Level.share(1, 1))).isEqualTo(TOO_FEW);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                1e200,
                Double.MAX_VALUE
            })
    void ofValuesBeyondNumbers(double value) {
        Sums sums = new SumsBuilder(1).add(1).add(value).add(2).build();
        assertThat(because(Level.of(sums, new Mean(0)))).isEqualTo(NOT_FINITE);
        Sums merged = sums.plus(one(3));
        assertThat(because(Level.of(merged, new Mean(0)))).isEqualTo(NOT_FINITE);
    }

    @Test
    void ofConstants() {
        Level five = said(Level.of(constant(5), new Mean(0)));
        Level six = said(Level.of(constant(6), new Mean(0)));
        assertThat(because(Difference.between(five, six, Scale.ABSOLUTE))).isEqualTo(NO_VARIANCE);
        assertThat(because(Difference.between(five, six, Scale.RELATIVE))).isEqualTo(NO_VARIANCE);
        assertThat(
                        because(
                                Proportions.unpooled(
                                        new Count(9, 0), new Count(9, 0), 0.05, Side.TWO_SIDED)))
                .isEqualTo(NO_VARIANCE);
        assertThat(
                        because(
                                Proportions.pooled(
                                        new Count(9, 9), new Count(9, 9), 0.05, Side.TWO_SIDED)))
                .isEqualTo(NO_VARIANCE);
    }

    @Test
    void ofAConstantAgainstSomethingThatVariesOneCanSpeak() {
        Level five = said(Level.of(constant(5), new Mean(0)));
        Level varies = said(Level.of(new SumsBuilder(1).add(4).add(5).add(9).build(), new Mean(0)));
        Difference difference = said(Difference.between(five, varies, Scale.ABSOLUTE));
        assertThat(difference.estimate()).isEqualTo(1);
        assertThat(difference.degreesOfFreedom()).isEqualTo(2);
    }

    @Test
    void overNothing() {
        Sums sums = new SumsBuilder(2).add(1, 0).add(2, 0).build();
        assertThat(because(Level.of(sums, new Ratio(0, 1)))).isEqualTo(ZERO_DENOMINATOR);
        Level zero = new Level(10, 0, 3);
        Level some = new Level(10, 1, 3);
        assertThat(because(Difference.between(zero, some, Scale.RELATIVE)))
                .isEqualTo(ZERO_DENOMINATOR);
        assertThat(because(RelativeLift.fieller(zero, some, 0.05))).isEqualTo(ZERO_DENOMINATOR);
        assertThat(because(RelativeLift.logarithmic(some, zero, 0.05))).isEqualTo(ZERO_DENOMINATOR);
        assertThat(said(Difference.between(zero, some, Scale.ABSOLUTE)).estimate()).isEqualTo(1);
    }

    @Test
    void ofMoreConversionsThanVisitors() {
        assertThat(because(Level.share(10, 11))).isEqualTo(IMPOSSIBLE);
        assertThat(because(Level.of(new SumsBuilder(1).add(2).add(0).build(), new Share(0))))
                .isEqualTo(IMPOSSIBLE);
        assertThat(because(Proportions.newcombe(new Count(5, 6), new Count(5, 1), 0.05)))
                .isEqualTo(IMPOSSIBLE);
    }

    @Test
    void ofACovariateThatSaysNothingCupedMakesNoDifference() {
        var builder = new SumsBuilder(3);
        for (int i = 0; i < 50; i++) {
            builder.add(i % 7, 4, i % 7 * 2.0);
        }
        Sums sums = builder.build();
        var plain =
                said(
                        Cuped.difference(
                                sums, sums, new Mean(0), List.of(new Mean(1)), Scale.ABSOLUTE));
        assertThat(plain.thetas()).containsExactly(0.0);
        assertThat(plain.varianceLeft()).isEqualTo(1);
        assertThat(
                        because(
                                Cuped.difference(
                                        sums,
                                        sums,
                                        new Mean(0),
                                        List.of(new Ratio(0, 1), new Mean(2)),
                                        Scale.ABSOLUTE)))
                .isEqualTo(NO_VARIANCE);
        assertThat(
                        because(
                                Cuped.difference(
                                        Sums.none(3),
                                        sums,
                                        new Mean(0),
                                        List.of(new Mean(1)),
                                        Scale.ABSOLUTE)))
                .isEqualTo(NO_VISITORS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 5, Double.NaN})
    void anErrorRateThatIsNoneIsTheCallersMistake(double alpha) {
        var d = new Difference(Scale.ABSOLUTE, 1, 1, 10, 12);
        assertThatThrownBy(() -> FixedHorizon.welch(d, alpha, Side.TWO_SIDED))
                .hasMessageContaining("between 0 and 1");
        assertThatThrownBy(
                        () -> RelativeLift.fieller(new Level(9, 1, 1), new Level(9, 1, 1), alpha))
                .hasMessageContaining("between 0 and 1");
    }

    private static Sums one(double value) {
        return new SumsBuilder(1).add(value).build();
    }

    private static Sums constant(double value) {
        return new SumsBuilder(1).add(value).add(value).add(value).build();
    }
}
