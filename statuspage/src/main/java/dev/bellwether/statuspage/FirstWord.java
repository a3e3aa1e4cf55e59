package dev.bellwether.statuspage;

import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// From when on anything was ever said of a service, by its checks or after the fact. What was not
/// watched yet is not recorded; time in which a watched service could not be told is.
final class FirstWord {
    /// A service is made before its first check is, and is OPERATIONAL for want of one until then.
    /// That is nobody's word when the check comes within this time.
    static final Duration SET_UP = Duration.ofMinutes(10);

    private FirstWord() {}

    /// @return [Instant#MAX] when nothing was said yet, [Instant#MIN] when it was before all that
    ///   is kept
    static Instant of(Known known, ServiceId service, List<Uptime.Stretch> told) {
        Instant first =
                known.before(service) == Status.UNKNOWN ? first(known.turns(service)) : Instant.MIN;
        return told.stream()
                .map(Uptime.Stretch::from)
                .reduce(first, (a, b) -> a.isBefore(b) ? a : b);
    }

    private static Instant first(List<Turn> turns) {
        return turns.stream()
                .skip(isSetUp(turns) ? 2 : 0)
                .filter(turn -> turn.became() != Status.UNKNOWN)
                .map(Turn::at)
                .findFirst()
                .orElse(Instant.MAX);
    }

    private static boolean isSetUp(List<Turn> turns) {
        return turns.size() > 1
                && turns.get(0).became() == Status.OPERATIONAL
                && turns.get(1).became() == Status.UNKNOWN
                && turns.get(1).at().isBefore(turns.get(0).at().plus(SET_UP));
    }
}
