package dev.bellwether.statistics;

import static dev.bellwether.statistics.Vectors.because;
import static dev.bellwether.statistics.Vectors.said;
import static dev.bellwether.statistics.Vectors.same;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Less is more of the other, and what is not written in a vector is written here.
class SidesMirrorEachOtherTest {
    private static final Difference UP = new Difference(Scale.ABSOLUTE, 1.5, 1, 20, 22);
    private static final Difference DOWN = new Difference(Scale.ABSOLUTE, -1.5, 1, 20, 22);

    @Test
    void lessIsGreaterSeenFromTheOtherSide() {
        Finding greater = FixedHorizon.welch(UP, 0.05, Side.GREATER);
        Finding less = FixedHorizon.welch(DOWN, 0.05, Side.LESS);
        assertThat(less.pValue()).isEqualTo(greater.pValue());
        assertThat(less.interval().high()).isEqualTo(-greater.interval().low());
        assertThat(less.interval().low()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(FixedHorizon.welch(UP, 0.05, Side.LESS).pValue())
                .isEqualTo(1 - greater.pValue());
        // R: qt(0.95, 20) = 1.724718.
        same(
                FixedHorizon.welch(UP, 0.05, Side.LESS).interval().high(),
                1.5 + 1.724718242920787,
                1e-9);
    }

    @Test
    void notWorseIsMirroredToo() {
        double ifMoreIsBetter = FixedHorizon.notWorse(DOWN, 3, 0.05, Side.GREATER).pValue();
        double ifLessIsBetter = FixedHorizon.notWorse(UP, 3, 0.05, Side.LESS).pValue();
        assertThat(ifMoreIsBetter).isEqualTo(ifLessIsBetter);
        assertThat(FixedHorizon.notWorse(UP, 0, 0.05, Side.GREATER).pValue())
                .isEqualTo(FixedHorizon.welch(UP, 0.05, Side.GREATER).pValue());
        assertThatThrownBy(() -> FixedHorizon.notWorse(UP, -1, 0.05, Side.GREATER))
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> FixedHorizon.notWorse(UP, 1, 0.05, Side.TWO_SIDED))
                .hasMessageContaining("one-sided");
    }

    @Test
    void aDifferenceOfDifferencesHasTheErrorsOfBoth() {
        Difference less = UP.minus(new Difference(Scale.ABSOLUTE, 0.5, 2, 30, 40));
        assertThat(less.estimate()).isEqualTo(1);
        same(less.standardError(), Math.sqrt(5), 1e-15);
        same(less.degreesOfFreedom(), 25 / (1.0 / 20 + 16.0 / 30), 1e-15);
        assertThat(less.units()).isEqualTo(62);
        assertThatThrownBy(() -> UP.minus(new Difference(Scale.RELATIVE, 1, 1, 5, 7)))
                .hasMessageContaining("RELATIVE");
    }

    @Test
    void whatOverflowsIsNotSaid() {
        Level huge = new Level(10, Double.MAX_VALUE, 1);
        Level opposite = new Level(10, -Double.MAX_VALUE, 1);
        assertThat(because(Difference.between(huge, opposite, Scale.ABSOLUTE)))
                .isEqualTo(Because.NOT_FINITE);
    }

    @Test
    void twoVisitorsAreEnoughForAVariance() {
        Level two = said(Level.of(new SumsBuilder(1).add(1).add(3).build(), new Reading.Mean(0)));
        assertThat(two).isEqualTo(new Level(2, 2, 2));
        assertThat(said(Level.share(2, 2))).isEqualTo(new Level(2, 1, 0));
        assertThat(said(Level.share(2, 0))).isEqualTo(new Level(2, 0, 0));
    }

    @Test
    void windowsCountAsUnits() {
        List<Switchback.Window> windows =
                List.of(
                        new Switchback.Window(true, 4, 1),
                        new Switchback.Window(true, 6, 1),
                        new Switchback.Window(false, 1, 1),
                        new Switchback.Window(false, 3, 1),
                        new Switchback.Window(true, 5, 1));
        Difference difference = said(Switchback.difference(windows, 0, 0));
        assertThat(difference.estimate()).isEqualTo(3);
        assertThat(difference.units()).isEqualTo(5);
        assertThat(difference.degreesOfFreedom()).isEqualTo(3);
        same(difference.standardError(), Math.sqrt(2.0 / 9 + 2.0 / 4), 1e-12);
    }

    @Test
    void correctionsByHand() {
        double[] p = {0.01, 0.04};
        assertThat(Correction.BONFERRONI.adjust(p)).containsExactly(0.02, 0.08);
        assertThat(Correction.HOLM.adjust(p)).containsExactly(0.02, 0.04);
        same(Correction.SIDAK.adjust(p)[0], 1 - 0.99 * 0.99, 1e-12);
        same(Correction.HOLM_SIDAK.adjust(p)[0], 1 - 0.99 * 0.99, 1e-12);
        same(Correction.HOLM_SIDAK.adjust(p)[1], 0.04, 1e-12);
        same(Correction.BENJAMINI_YEKUTIELI.adjust(p)[0], 0.03, 1e-12);
        same(Correction.BENJAMINI_YEKUTIELI.adjust(p)[1], 0.06, 1e-12);
    }
}
