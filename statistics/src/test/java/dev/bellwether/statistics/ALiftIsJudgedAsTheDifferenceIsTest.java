package dev.bellwether.statistics;

import static dev.bellwether.statistics.Vectors.said;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Told as a share of the control, an effect is there exactly when the absolute difference is, at
/// every look; in the first days a lift's own error would be far too small.
class ALiftIsJudgedAsTheDifferenceIsTest {
    private static final double ALPHA = 0.05;
    private static final double BOUND = 2.5;

    @Test
    void byEveryMethodThatMayLookOften() {
        var random = new Random(5);
        for (int i = 0; i < 500; i++) {
            Sums[] shop = shop(random, 200, 20 + random.nextInt(300), 1 + random.nextInt(4));
            if (shop[0].sum(0) == 0 || shop[1].sum(0) == 0) {
                continue;
            }
            Difference lift = between(shop, Scale.RELATIVE);
            Difference difference = between(shop, Scale.ABSOLUTE);
            Finding told = AlwaysValid.sequence(lift, ALPHA, 1000);
            assertThat(told.pValue())
                    .isCloseTo(
                            AlwaysValid.sequence(difference, ALPHA, 1000).pValue(),
                            Offset.offset(1e-12));
            assertThat(told.interval().contains(0)).isEqualTo(!told.isSignificant(ALPHA));
            assertThat(GroupSequential.mayStop(lift, BOUND))
                    .isEqualTo(GroupSequential.mayStop(difference, BOUND))
                    .isEqualTo(!GroupSequential.interval(lift, BOUND).contains(0));
        }
    }

    /// All lifts in it are within so many of their own standard errors, and those beyond are not.
    @Test
    void itsIntervalIsFiellersWhereBothSidesAreAlike() {
        var random = new Random(6);
        double z = Normal.twoSided(ALPHA);
        for (int i = 0; i < 50; i++) {
            Sums[] shop = shop(random, 20_000, 20_000, 1);
            Level control = level(shop[0]);
            Level treatment = level(shop[1]);
            Interval fieller = said(RelativeLift.fieller(control, treatment, ALPHA));
            Interval told = GroupSequential.interval(between(shop, Scale.RELATIVE), z);
            assertThat(told.low()).isCloseTo(fieller.low(), Offset.offset(1e-4));
            assertThat(told.high()).isCloseTo(fieller.high(), Offset.offset(1e-4));
        }
    }

    @Test
    void aLiftOverWhatMayBeZeroHasNoEnd() {
        assertThat(new Noise(0.04, 0.5, -0.02).within(3, 0.1))
                .isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        Interval more = new Noise(0.04, 0.5, -0.02).within(3, 2);
        assertThat(more.low()).isPositive();
        assertThat(more.high()).isInfinite();
        Interval less = new Noise(0.04, 0.5, -0.02).within(3, -2);
        assertThat(less.high()).isNegative();
        assertThat(less.low()).isInfinite();
    }

    /// Three visitors of a hundred buy, some for much, and one visitor of ten is in the treatment:
    /// in the first days it has a buyer or two, or none. A hundred campaigns of 30 looks; at 5 %
    /// more than 15 would be a chance of one in ten thousand. With each variation's own variance
    /// alone it is about one campaign of seven, and one of four by lifts' own errors.
    @Test
    void andASmallVariationWithoutBuyersIsNoFinding() {
        int sequence = 0;
        int planned = 0;
        double[] looks = new double[30];
        for (int day = 0; day < 30; day++) {
            looks[day] = (day + 1) / 30.0;
        }
        double[] bounds = GroupSequential.bounds(new Spending.Pocock(), ALPHA, looks);
        var random = new Random(7);
        for (int campaign = 0; campaign < 100; campaign++) {
            Sums[] shop = {Sums.none(1), Sums.none(1)};
            boolean bySequence = false;
            boolean byPlan = false;
            for (int day = 0; day < 30; day++) {
                Sums[] today = shop(random, 450, 50, 1);
                shop[0] = shop[0].plus(today[0]);
                shop[1] = shop[1].plus(today[1]);
                Difference all = between(shop, Scale.ABSOLUTE);
                bySequence |= AlwaysValid.sequence(all, ALPHA, 15_000).isSignificant(ALPHA);
                byPlan |= GroupSequential.mayStop(all, bounds[day]);
            }
            sequence += bySequence ? 1 : 0;
            planned += byPlan ? 1 : 0;
        }
        assertThat(sequence).isLessThanOrEqualTo(15);
        assertThat(planned).isLessThanOrEqualTo(15);
    }

    private static Sums[] shop(Random random, int controls, int treatments, int factor) {
        Sums[] shop = new Sums[2];
        for (int arm = 0; arm < 2; arm++) {
            var sums = new SumsBuilder(1);
            for (int i = 0; i < (arm == 0 ? controls : treatments); i++) {
                boolean buys = random.nextInt(1000) < (arm == 0 ? 30 : 30 * factor);
                sums.add(buys ? Math.exp(1.5 * random.nextGaussian()) : 0);
            }
            shop[arm] = sums.build();
        }
        return shop;
    }

    private static Level level(Sums sums) {
        return said(Level.of(sums, new Reading.Mean(0)));
    }

    private static Difference between(Sums[] shop, Scale scale) {
        return said(Difference.between(level(shop[0]), level(shop[1]), scale));
    }
}
