package dev.bellwether.watch;

import dev.bellwether.model.CheckId;
import java.time.Duration;
import java.time.Instant;

/// The beat of a check: fixed points in time, so that a round that was late does not move the ones
/// after it, spread over the interval by a hash of the id, so that ten thousand checks do not begin
/// together, the same on every machine.
final class Beats {
    private Beats() {}

    /// The first beat that is not before `time`.
    static Instant first(CheckId check, Duration interval, Instant time) {
        long millis = interval.toMillis();
        long offset = Math.floorMod(spread(check.value()), millis);
        long now = time.toEpochMilli() + (time.getNano() % 1_000_000 == 0 ? 0 : 1);
        long past = Math.floorMod(now - offset, millis);
        return Instant.ofEpochMilli(past == 0 ? now : now + millis - past);
    }

    /// FNV-1a with a final mix (MurmurHash3): `String.hashCode` would put ids that differ in their
    /// last letter side by side.
    static long spread(String id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
