package dev.bellwether.model;

import java.util.Optional;

/// By which contact methods this instance can send at all: a verified one reaches nobody while its
/// channel is not set up. Said by the room `notify`, asked by whoever promises to reach a person.
@FunctionalInterface
public interface ChannelsSetUp {
    /// Empty when messages can be sent there; else what is missing, such as `SMS is not set up:
    /// channels.twilio is missing`.
    Optional<String> missing(ContactMethod method);

    /// Where nothing is sent, or everything can be.
    static ChannelsSetUp all() {
        return _ -> Optional.empty();
    }
}
