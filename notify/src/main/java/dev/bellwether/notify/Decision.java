package dev.bellwether.notify;

import dev.bellwether.model.ContactMethod;
import dev.bellwether.model.DeliveryChanged;
import java.util.List;
import java.util.Optional;

/// The message as it stands now, what is said about it, and which notice follows it to where it
/// arrived.
///
/// @param parked the method by which it could not be told in time, to be told of when that is back
record Decision(
        Outbound next, List<DeliveryChanged> facts, Notice notice, Optional<ContactMethod> parked) {
    /// What whoever got a page is told afterwards.
    enum Notice {
        NONE,
        /// Somebody has it.
        TAKEN_ON,
        /// It is over.
        OVER
    }

    Decision(Outbound next, List<DeliveryChanged> facts, Notice notice) {
        this(next, facts, notice, Optional.empty());
    }

    Decision(Outbound next, List<DeliveryChanged> facts) {
        this(next, facts, Notice.NONE);
    }

    Decision parking(ContactMethod method) {
        return new Decision(next, facts, notice, Optional.of(method));
    }

    Decision {
        facts = List.copyOf(facts);
    }

    static Decision silent(Outbound next) {
        return new Decision(next, List.of());
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
