package dev.bellwether.notify;

/// An address to which a provider brings what became of a message, or what a reader answered.
/// Checks that it is the provider before it looks at anything else.
interface Hook {
    /// What stands in the path after `/hooks/channels/`.
    String name();

    HookAnswer on(HookRequest request);
}
