package dev.bellwether.statuspage;

import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// When uptime that was reckoned is to be reckoned again although nothing was said since. A
/// thousandth of what is recorded more moves no figure by more than a tenth of a point, so what is
/// young is looked at each minute and what is old seldom.
final class Refresh {
    private static final int SHARE = 1_000;
    private static final Duration SOONEST = Duration.ofMinutes(1);
    private static final Duration LATEST = Duration.ofHours(1);

    /// While it is not up, the share that is not grows with each minute.
    private static final Duration LATEST_IN_TROUBLE = Duration.ofMinutes(5);

    private Refresh() {}

    /// @param time that is recorded
    /// @param status as it stands now
    /// @return [Instant#MAX] while more time changes nothing: all of it is operational, or there is
    ///   none
    static Instant at(Map<Status, Duration> time, Status status, Instant now) {
        boolean steady =
                status == Status.OPERATIONAL
                        && Set.of(Status.OPERATIONAL).containsAll(time.keySet());
        return steady ? Instant.MAX : now.plus(after(time, status));
    }

    /// At most an hour.
    static Duration after(Map<Status, Duration> time, Status status) {
        Duration share =
                time.values().stream().reduce(Duration.ZERO, Duration::plus).dividedBy(SHARE);
        Duration latest = status == Status.OPERATIONAL ? LATEST : LATEST_IN_TROUBLE;
        return share.compareTo(SOONEST) < 0
                ? SOONEST
                : share.compareTo(latest) > 0 ? latest : share;
    }
}
