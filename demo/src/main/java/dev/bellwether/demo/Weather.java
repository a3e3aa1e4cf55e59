package dev.bellwether.demo;

import java.time.Instant;
import java.util.Random;

/// Who has an outage when, in a world of thousands: each provider by a rhythm of its own, 3 to 12
/// minutes of every 3 to 9 hours, so that of 3,838 about 80 are down at any time. A function of the
/// seed, the provider and the time: nothing is remembered.
final class Weather {
    private final long seed;

    Weather(long seed) {
        this.seed = seed;
    }

    /// @param since when the outage began; when the last one ended otherwise
    record Sky(boolean down, Instant since) {}

    Sky of(int number, Instant now) {
        var random = new Random(seed * 1_000_003 + number);
        long period = 10_800 + random.nextInt(21_600);
        long length = 180 + random.nextInt(540);
        long offset = random.nextInt((int) period);
        long second = now.getEpochSecond();
        long into = Math.floorMod(second + offset, period);
        boolean down = into < length;
        return new Sky(down, Instant.ofEpochSecond(second - into + (down ? 0 : length)));
    }
}
