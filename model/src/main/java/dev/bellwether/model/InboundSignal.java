package dev.bellwether.model;

/// An inbound alert after something was said of it, whole.
///
/// @param note what was said, in words; may be empty
/// @param actor who said it: the integration, or its clock
public record InboundSignal(InboundAlert alert, What what, String note, Actor actor)
        implements Signal {
    public enum What {
        RAISED,
        /// Its severity, its words or its tags are others now.
        CHANGED,
        ACKNOWLEDGED,
        NOTED,
        RESOLVED,
        /// A route sends it nowhere: it opens nothing and pages nobody.
        DROPPED
    }
}
