package dev.bellwether.statuspage;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often one source may do a thing: so many at once, and then one each so often. Remembers the
/// sources seen last, as many as it may; safe for many threads.
final class Throttle {
    private static final int MOST_SOURCES = 20_000;

    private final int burst;
    private final Duration each;
    private final Map<String, Instant> emptyAt = new LinkedHashMap<>(64, 0.75f, true);

    Throttle(int burst, Duration each) {
        this.burst = burst;
        this.each = each;
    }

    /// The generic cell rate algorithm: one moment a source says how much it has used.
    synchronized boolean mayPass(String source, Instant now) {
        Instant used = emptyAt.getOrDefault(source, now);
        Instant from = used.isBefore(now) ? now : used;
        Instant then = from.plus(each);
        if (then.isAfter(now.plus(each.multipliedBy(burst)))) {
            return false;
        }
        emptyAt.put(source, then);
        if (emptyAt.size() > MOST_SOURCES) {
            emptyAt.remove(emptyAt.keySet().iterator().next());
        }
        return true;
    }

    /// An IPv4 address, or the /64 of an IPv6 one: who has one of its addresses has all of them.
    static String source(String address) {
        int colon = -1;
        if (address.indexOf(':') < 0) {
            return address;
        }
        String bare = address.replaceAll("[\\[\\]]|%.*", "");
        for (int group = 0; group < 4; group++) {
            int next = bare.indexOf(':', colon + 1);
            if (next < 0) {
                return bare;
            }
            colon = next;
        }
        return bare.substring(0, colon);
    }
}
