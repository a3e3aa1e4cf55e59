package dev.bellwether.statuspage;

import dev.bellwether.model.PageId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Everything a page serves, made at one instant.
///
/// @param renderedAt when it was made
/// @param policy the Content-Security-Policy of its HTML
/// @param documents by path under the page, without a leading `/`; the front page is the empty path
public record Bundle(
        PageId page,
        String slug,
        Optional<String> domain,
        boolean main,
        Instant createdAt,
        Instant renderedAt,
        String policy,
        String language,
        String timeZone,
        Map<String, Document> documents) {
    public Bundle {
        documents = Map.copyOf(documents);
    }

    /// Whether it serves the very same files in the same places.
    boolean hasSameFilesAs(Bundle other) {
        return slug.equals(other.slug)
                && domain.equals(other.domain)
                && main == other.main
                && policy.equals(other.policy)
                && documents.equals(other.documents);
    }

    Bundle with(Map<String, Document> others) {
        return new Bundle(
                page,
                slug,
                domain,
                main,
                createdAt,
                renderedAt,
                policy,
                language,
                timeZone,
                others);
    }
}
