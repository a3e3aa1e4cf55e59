package dev.bellwether.watch;

/// What an event did.
public enum InboundDid {
    OPENED,
    /// It was open already; counted.
    SEEN_AGAIN,
    /// It was open already, and is worse or better now.
    CHANGED,
    ACKNOWLEDGED,
    RESOLVED,
    NOTED,
    /// Its tags are others now.
    TAGGED,
    /// What its sender wants done is done with the alert.
    ASKED,
    /// Nothing of this key is open.
    NOTHING_OPEN,
    /// A silence holds it back.
    SILENCED,
    /// A route sends it nowhere.
    DROPPED,
    /// A change was recorded, or a heartbeat taken.
    RECORDED
}
