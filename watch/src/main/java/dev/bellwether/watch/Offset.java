package dev.bellwether.watch;

import java.time.Duration;
import java.time.Instant;

/// By how much a server's clock is ahead of ours: as in NTP, the middle between asking and being
/// answered is taken for the moment of the answer, and of the last samples the one with the
/// shortest way counts (RFC 5905, clock filter). Safe for many threads.
final class Offset {
    private static final int SAMPLES = 8;

    private record Sample(long offset, long roundTrip) {}

    private final Sample[] samples = new Sample[SAMPLES];
    private int count;

    synchronized void note(Instant asked, Instant theirs, Instant answered) {
        Duration trip = Duration.between(asked, answered);
        if (trip.isNegative()) {
            return;
        }
        Instant middle = asked.plus(trip.dividedBy(2));
        samples[count++ % SAMPLES] =
                new Sample(
                        Duration.between(middle, theirs).toNanos() / 1_000, trip.toNanos() / 1_000);
    }

    /// Microseconds to add to our time to get theirs; 0 before the first sample.
    synchronized long micros() {
        return best().offset();
    }

    synchronized long roundTripMicros() {
        return best().roundTrip();
    }

    private Sample best() {
        Sample best = count == 0 ? new Sample(0, 0) : samples[0];
        for (int i = 1; i < Math.min(count, SAMPLES); i++) {
            best = samples[i].roundTrip() < best.roundTrip() ? samples[i] : best;
        }
        return best;
    }
}
