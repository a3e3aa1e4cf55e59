package dev.bellwether.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How well a provider's page tells of its outages, from A to F.
///
/// *Formula.* Judged are the newest [#JUDGED] outages that are over and of which a check of ours
/// saw a sign. Each gets points by how long after our sign the provider posted: within 5 minutes,
/// or before us, 1.0; within 15 minutes 0.8; within 30 minutes 0.6; within an hour 0.4; later 0.2.
/// One that was never posted gets 0, unless it lasted less than 5 minutes: that is not judged. The
/// grade is that of the mean: A from 0.9, B from 0.75, C from 0.6, D from 0.45, E from 0.3, F
/// below. Fewer than [#LEAST] judged outages give none.
public enum AccuracyGrade {
    A(0.9),
    B(0.75),
    C(0.6),
    D(0.45),
    E(0.3),
    F(0);

    /// How many outages are judged at most.
    public static final int JUDGED = 20;

    /// How many must be.
    public static final int LEAST = 3;

    private static final Duration SHORT = Duration.ofMinutes(5);

    private final double least;

    AccuracyGrade(double least) {
        this.least = least;
    }

    /// @param outages the newest first
    static Optional<AccuracyGrade> of(List<ProviderOutage> outages) {
        double[] points =
                outages.stream()
                        .filter(AccuracyGrade::isJudged)
                        .limit(JUDGED)
                        .mapToDouble(AccuracyGrade::points)
                        .toArray();
        if (points.length < LEAST) {
            return Optional.empty();
        }
        double sum = 0;
        for (double point : points) {
            sum += point;
        }
        // In hundredths, so that a mean of exactly 0.9 is not 0.8999….
        long mean = Math.round(100 * sum / points.length);
        for (AccuracyGrade grade : values()) {
            if (mean >= Math.round(100 * grade.least)) {
                return Optional.of(grade);
            }
        }
        return Optional.of(F);
    }

    private static boolean isJudged(ProviderOutage outage) {
        if (outage.sign().isEmpty() || outage.ended().isEmpty()) {
            return false;
        }
        Duration lasted = Duration.between(outage.begun(), outage.ended().get());
        return outage.post().isPresent() || lasted.compareTo(SHORT) >= 0;
    }

    private static double points(ProviderOutage outage) {
        long minutes = outage.lead().map(Duration::toSeconds).map(s -> (s + 59) / 60).orElse(-1L);
        if (outage.post().isEmpty()) {
            return 0;
        }
        return minutes <= 5
                ? 1
                : minutes <= 15 ? 0.8 : minutes <= 30 ? 0.6 : minutes <= 60 ? 0.4 : 0.2;
    }
}
