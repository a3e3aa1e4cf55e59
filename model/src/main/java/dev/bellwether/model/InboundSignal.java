package dev.bellwether.model;

import java.util.Optional;

/// An inbound alert after something was said of it, whole.
///
/// @param note what was said, in words; may be empty
/// @param actor who said it: the integration, or its clock
/// @param ask what it wants done, when it is ASKED
public record InboundSignal(
        InboundAlert alert, What what, String note, Actor actor, Optional<AlertAsk> ask)
        implements Signal {
    public InboundSignal {
        // Lines of a release that did not have it.
        ask = ask == null ? Optional.empty() : ask;
    }

    public InboundSignal(InboundAlert alert, What what, String note, Actor actor) {
        this(alert, what, note, actor, Optional.empty());
    }

    public enum What {
        RAISED,
        /// Its severity, its words or its tags are others now.
        CHANGED,
        ACKNOWLEDGED,
        NOTED,
        /// The sender wants something done with it.
        ASKED,
        RESOLVED,
        /// A route sends it nowhere: it opens nothing and pages nobody.
        DROPPED
    }
}
