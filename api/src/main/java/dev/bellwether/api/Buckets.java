package dev.bellwether.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Token buckets: each name may take `perMinute` in a minute, and as many at once. Remembers the
/// [#MOST] names seen last; a name that was forgotten starts full.
final class Buckets {
    private static final int MOST = 20_000;

    private record Bucket(double left, Instant at) {}

    private final InstantSource clock;
    private final double perMinute;
    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(256, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > MOST;
                }
            };

    Buckets(InstantSource clock, int perMinute) {
        this.clock = clock;
        this.perMinute = perMinute;
    }

    /// Takes one.
    ///
    /// @throws Refused with the time until the next when there is none
    synchronized void take(String name) {
        double left = left(name);
        if (left < 1) {
            throw tooFast(left);
        }
        buckets.put(name, new Bucket(left - 1, clock.instant()));
    }

    private double left(String name) {
        Bucket bucket = buckets.get(name);
        if (bucket == null) {
            return perMinute;
        }
        double minutes = Duration.between(bucket.at(), clock.instant()).toMillis() / 60_000.0;
        return Math.min(perMinute, bucket.left() + Math.max(0, minutes) * perMinute);
    }

    private Refused tooFast(double left) {
        return Refused.tooFast(
                Duration.ofSeconds((long) Math.max(1, Math.ceil((1 - left) * 60 / perMinute))));
    }
}
