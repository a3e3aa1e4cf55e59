package dev.bellwether.analytics;

import dev.bellwether.model.SiteId;

/// A hash of a site and an event's id, in 64 bits: FNV-1a, then MurmurHash3's finalizer. Two ids
/// may share one, so it only says which may be the same. It stands in the tables: never change it.
final class EventMark {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private EventMark() {}

    static long of(SiteId site, String id) {
        long hash = add(OFFSET, site.value());
        hash = add((hash ^ 0xffff) * PRIME, id);
        hash ^= hash >>> 33;
        hash *= 0xff51afd7ed558ccdL;
        hash ^= hash >>> 33;
        hash *= 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    private static long add(long hash, String text) {
        long sum = hash;
        for (int i = 0; i < text.length(); i++) {
            sum = (sum ^ text.charAt(i)) * PRIME;
        }
        return sum;
    }
}
