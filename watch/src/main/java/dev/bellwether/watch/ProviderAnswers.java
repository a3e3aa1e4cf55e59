package dev.bellwether.watch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a page answered.
///
/// @param documents in the order of [ProviderReader#documents]; empty bytes where one that is not
///   needed is not there
/// @param now to tell what is planned from what is under way
record ProviderAnswers(Provider provider, List<byte[]> documents, Instant now) {
    boolean has(int index) {
        return documents.get(index).length > 0;
    }

    /// @throws UnreadablePage when it is no JSON object, or beyond the bounds
    JsonNode json(int index) {
        return ProviderJson.tree(documents.get(index));
    }

    /// @throws UnreadablePage when it is no JSON array, or beyond the bounds
    JsonNode jsonList(int index) {
        return ProviderJson.list(documents.get(index));
    }

    /// @throws UnreadablePage when it is no XML, or beyond the bounds
    ProviderXml xml(int index) {
        return ProviderXml.tree(documents.get(index));
    }

    /// As UTF-8.
    String text(int index) {
        return new String(documents.get(index), StandardCharsets.UTF_8);
    }
}
