package dev.bellwether.bench;

import dev.bellwether.statistics.Reading;
import dev.bellwether.statistics.Sums;
import dev.bellwether.statistics.SumsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What the visitors of an invented site do: one kind of metric, drawn visitor by visitor (or,
/// where only a count matters, the count by its own law).
sealed interface PeekingSite {
    /// The metric of [Arm#day].
    Reading reading();

    /// Nobody yet, in a variation that makes visitors buy more often by `lift`.
    Arm arm(double lift);

    /// One variation as days pass.
    @FunctionalInterface
    interface Arm {
        /// One day more, with so many visitors who come for the first time.
        ///
        /// @return the sums of all who have come since the start
        Sums day(SplittableRandom random, int visitors);
    }

    /// A share of visitors converts.
    record Conversion(double share) implements PeekingSite {
        @Override
        public Reading reading() {
            return new Reading.Share(0);
        }

        @Override
        public Arm arm(double lift) {
            var total = new long[2];
            return (random, visitors) -> {
                total[0] += visitors;
                total[1] += successes(random, visitors, share * (1 + lift));
                return Sums.ofRaw(total[0], total[1], total[1]);
            };
        }
    }

    /// A share of visitors buys, for a log-normal amount: most nothing, a few very much.
    record Revenue(double share, double sigma) implements PeekingSite {
        @Override
        public Reading reading() {
            return new Reading.Mean(0);
        }

        @Override
        public Arm arm(double lift) {
            var sums = new SumsBuilder(1);
            return (random, visitors) -> {
                int buyers = successes(random, visitors, share * (1 + lift));
                for (int i = 0; i < buyers; i++) {
                    sums.add(60 * Math.exp(sigma * random.nextGaussian()));
                }
                return sums.addZeros(visitors - buyers).build();
            };
        }
    }

    /// Orders per session: a visitor has one to six sessions; half of the visitors order four times
    /// as often as the others, so that sessions of one visitor are no independent draws.
    record OrdersPerSession() implements PeekingSite {
        private static final double RARELY = 0.03;
        private static final double OFTEN = 0.12;

        @Override
        public Reading reading() {
            return new Reading.Ratio(0, 1);
        }

        @Override
        public Arm arm(double lift) {
            var all = new long[6];
            return (random, visitors) -> {
                for (int i = 0; i < visitors; i++) {
                    long bits = random.nextLong();
                    int sessions = 1 + Long.numberOfTrailingZeros(bits | 1 << 5);
                    double share = ((bits >>> 8) & 1) == 0 ? RARELY : OFTEN;
                    int orders = 0;
                    for (int s = 0; s < sessions; s++) {
                        orders += random.nextDouble() < share * (1 + lift) ? 1 : 0;
                    }
                    all[1] += orders;
                    all[2] += sessions;
                    all[3] += (long) orders * orders;
                    all[4] += (long) orders * sessions;
                    all[5] += (long) sessions * sessions;
                }
                all[0] += visitors;
                return Sums.ofRaw(
                        all[0],
                        new double[] {all[1], all[2]},
                        new double[][] {{all[3], all[4]}, {0, all[5]}});
            };
        }
    }

    /// Orders of visitors who come back day after day, some much more than others. The metric has
    /// no window, so what a visitor counts for grows while one looks.
    record Returning(double ordersADay) implements PeekingSite {
        @Override
        public Reading reading() {
            return new Reading.Mean(0);
        }

        @Override
        public Arm arm(double lift) {
            List<double[]> known = new ArrayList<>();
            return (random, visitors) -> {
                for (int i = 0; i < visitors; i++) {
                    double pace = ordersADay * Math.exp(random.nextGaussian() - 0.5);
                    known.add(new double[] {Math.min(0.9, pace), 0});
                }
                var sums = new SumsBuilder(1);
                for (double[] visitor : known) {
                    visitor[1] += random.nextDouble() < visitor[0] * (1 + lift) ? 1 : 0;
                    sums.add(visitor[1]);
                }
                return sums.build();
            };
        }
    }

    /// How many of `trials` succeed: from one success to the next by the geometric law.
    static int successes(SplittableRandom random, int trials, double share) {
        double step = Math.log1p(-share);
        int successes = 0;
        double at = 0;
        while (true) {
            at += 1 + Math.floor(Math.log(1 - random.nextDouble()) / step);
            if (at > trials) {
                return successes;
            }
            successes++;
        }
    }
}
