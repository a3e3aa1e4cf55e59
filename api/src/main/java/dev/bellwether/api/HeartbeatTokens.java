package dev.bellwether.api;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.watch.Checks;
import java.util.Optional;

/// The token of a heartbeat's address when its author does not give one: the one there is stays,
/// and a new check gets one made.
final class HeartbeatTokens {
    private HeartbeatTokens() {}

    static Check given(Check check, Optional<Check> before) {
        boolean wasHeartbeat =
                before.filter(was -> was.spec() instanceof CheckSpec.Heartbeat).isPresent();
        if (wasHeartbeat
                || !(check.spec() instanceof CheckSpec.Heartbeat beat)
                || !beat.token().equals(Checks.KEPT)) {
            return check;
        }
        return check.with(beat.withToken(Checks.newToken()));
    }
}
