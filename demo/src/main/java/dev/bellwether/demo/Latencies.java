package dev.bellwether.demo;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckResults;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.ProbeResult;
import dev.bellwether.model.Timings;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/// Two weeks of made-up answers, so that the charts of the console have something to draw: slower
/// in the afternoon, with a long tail, as real services are.
final class Latencies {
    private static final Duration PAST = Duration.ofDays(13);
    private static final String PLACE = "simulated";
    private static final double MEDIAN_MILLIS = 42;
    private static final double SPREAD = 0.35;

    private Latencies() {}

    static void tell(CheckResults results, Check check, Instant now, Random random) {
        if (check.spec() instanceof CheckSpec.Http || check.spec() instanceof CheckSpec.Tcp) {
            Instant at = now.minus(PAST);
            while (at.isBefore(now)) {
                results.add(answer(check, at, random));
                at = at.plus(step(Duration.between(at, now)));
            }
        }
    }

    /// Dense where the charts look closely: the last hour, the last day.
    private static Duration step(Duration ago) {
        if (ago.compareTo(Duration.ofHours(1)) <= 0) {
            return Duration.ofSeconds(5);
        }
        return ago.compareTo(Duration.ofDays(1)) <= 0
                ? Duration.ofMinutes(5)
                : Duration.ofMinutes(30);
    }

    private static ProbeResult answer(Check check, Instant at, Random random) {
        double hour = (at.getEpochSecond() % 86_400) / 3_600.0;
        double busy = 1 + 0.4 * Math.max(0, Math.sin((hour - 6) / 24 * 2 * Math.PI));
        double millis = MEDIAN_MILLIS * busy * Math.exp(SPREAD * random.nextGaussian());
        return new ProbeResult(
                check.organization(),
                check.id(),
                PLACE,
                at,
                ProbeResult.Outcome.UP,
                Timings.total(Math.round(millis * 1_000)),
                "",
                false);
    }
}
