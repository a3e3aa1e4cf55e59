package dev.bellwether.api;

import org.jspecify.annotations.Nullable;

/// One of the protocols by which programs ask for flags. Answers from memory: it never waits.
interface FlagProtocol {
    /// What is asked by this method and path: the key of a site that stands in the address, empty
    /// where none does; null when it is none of ours.
    @Nullable String keyIn(String method, FlagAsk ask);

    FlagReply answer(FlagAsk ask, FlagCaller caller);

    /// In the protocol's own shape.
    FlagReply refused(FlagAsk ask, int status, String why);

    /// Whether this path is a stream of changes; whose it is is found out as for all else.
    default boolean isStream(String path) {
        return false;
    }
}
