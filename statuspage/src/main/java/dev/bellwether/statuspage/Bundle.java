package dev.bellwether.statuspage;

import dev.bellwether.model.PageId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Everything a page serves, made at one instant.
///
/// @param renderedAt when it was made
/// @param documents by path under the page, without a leading `/`; the front page is the empty path
public record Bundle(
        PageId page,
        String slug,
        Optional<String> domain,
        boolean main,
        Instant createdAt,
        Instant renderedAt,
        Map<String, Document> documents) {
    public Bundle {
        documents = Map.copyOf(documents);
    }
}
