package dev.bellwether.notify;

import dev.bellwether.model.DeliveryChanged;
import java.util.List;

/// The message as it stands now, what is said about it, and whether a notice follows that it is
/// over.
record Decision(Outbound next, List<DeliveryChanged> facts, boolean tellOver) {
    Decision {
        facts = List.copyOf(facts);
    }

    static Decision silent(Outbound next) {
        return new Decision(next, List.of(), false);
    }

    /// Says `state` of the message as it stood at `of`: its attempt and its channel then.
    static DeliveryChanged fact(Outbound of, DeliveryChanged.State state, String detail) {
        return new DeliveryChanged(
                of.id(),
                of.said().alert(),
                of.said().incident(),
                of.said().person(),
                of.channel(),
                state,
                of.attempt(),
                of.possibleDuplicate(),
                detail);
    }
}
