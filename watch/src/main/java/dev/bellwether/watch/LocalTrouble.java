package dev.bellwether.watch;

import dev.bellwether.model.CheckId;
import java.util.ArrayDeque;
import java.util.HashSet;

/// Tells the trouble of this place from that of its targets: when most checks of the last minute
/// fail in a way that a broken network at home explains (no route, no answer, no names), it is the
/// home. Safe for many threads.
final class LocalTrouble {
    private static final long WINDOW_NANOS = 60_000_000_000L;
    private static final int MOST = 500;
    private static final int LEAST_CHECKS = 10;

    private record Seen(long at, CheckId check, boolean suspicious) {}

    private final ArrayDeque<Seen> window = new ArrayDeque<>();
    private int suspicious;

    /// Notes how a probe ended.
    ///
    /// @param nanos a clock that only goes forward
    /// @return true when most of what ended lately is suspicious
    synchronized boolean note(CheckId check, boolean isSuspicious, long nanos) {
        window.addLast(new Seen(nanos, check, isSuspicious));
        suspicious += isSuspicious ? 1 : 0;
        while (window.size() > MOST || nanos - window.getFirst().at() > WINDOW_NANOS) {
            suspicious -= window.removeFirst().suspicious() ? 1 : 0;
        }
        return isSuspicious && suspicious * 2 > window.size() && affected() >= LEAST_CHECKS;
    }

    private int affected() {
        var checks = new HashSet<CheckId>();
        for (Seen seen : window) {
            if (seen.suspicious()) {
                checks.add(seen.check());
                if (checks.size() == LEAST_CHECKS) {
                    break;
                }
            }
        }
        return checks.size();
    }
}
