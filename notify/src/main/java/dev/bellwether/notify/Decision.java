package dev.bellwether.notify;

import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryChanged;
import java.util.List;
import java.util.Optional;

/// The message as it stands now, what is said about it, and whether a notice follows that it is
/// over.
///
/// @param parked the method by which it could not be told in time, to be told of when that is back
record Decision(
        Outbound next,
        List<DeliveryChanged> facts,
        boolean tellOver,
        Optional<ContactMethod> parked) {
    Decision(Outbound next, List<DeliveryChanged> facts, boolean tellOver) {
        this(next, facts, tellOver, Optional.empty());
    }

    Decision parking(ContactMethod method) {
        return new Decision(next, facts, tellOver, Optional.of(method));
    }

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
