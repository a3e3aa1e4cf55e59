package dev.bellwether.watch;

import java.util.List;

/// A kind of program that raises alerts: how to tell it where we are, and how what it sends is
/// read. One file each, and one line in [Senders].
public interface Sender {
    /// Such as `grafana`; stands in stored integrations and never changes.
    String slug();

    /// Such as `Grafana`.
    String name();

    /// What to set at the sender, in one or two sentences for the console.
    String setup();

    /// Whether what it sends is refused without the secret it signs with.
    default boolean signs() {
        return false;
    }

    /// What it says.
    ///
    /// @throws dev.bellwether.model.InvalidInput with every problem
    List<InboundEvent> read(InboundPayload payload);

    /// Nothing when it was this sender who sent it, and lately.
    ///
    /// @throws SenderRefused with the reason
    default void verify(InboundPayload payload, SenderTrust trust) {}
}
