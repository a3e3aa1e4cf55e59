package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentId;
import java.util.List;

/// A subscriber whom the operator brings in.
///
/// @param address a mail address, or the http(s) address of a webhook
/// @param components of which they hear; empty means all
/// @param confirmed true begins at once and asks for a note on consent; false sends a mail that
///   invites, and nothing else before it was accepted. A webhook is the operator's own and always
///   begins at once.
/// @param consent where their consent comes from
public record NewSubscriber(
        Subscriber.Mode mode,
        String address,
        List<ComponentId> components,
        boolean confirmed,
        String consent) {
    public NewSubscriber {
        components = List.copyOf(components);
    }
}
