package dev.bellwether.statuspage;

import dev.bellwether.model.PageAccess;
import dev.bellwether.model.PageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Everything a page serves, made at one instant.
///
/// @param hosts that show it, its domain first
/// @param renderedAt when it was made
/// @param policy the Content-Security-Policy of its HTML
/// @param access who may read it
/// @param documents by path under the page, without a leading `/`; the front page is the empty path
public record Bundle(
        PageId page,
        String slug,
        List<String> hosts,
        boolean main,
        Instant createdAt,
        Instant renderedAt,
        String policy,
        String language,
        String timeZone,
        PageAccess access,
        Map<String, Document> documents) {
    public Bundle {
        hosts = List.copyOf(hosts);
        documents = Map.copyOf(documents);
    }

    /// Whether it serves the very same files in the same places.
    boolean hasSameFilesAs(Bundle other) {
        return slug.equals(other.slug)
                && hosts.equals(other.hosts)
                && access.equals(other.access)
                && main == other.main
                && policy.equals(other.policy)
                && documents.equals(other.documents);
    }

    Bundle with(Map<String, Document> others) {
        return new Bundle(
                page,
                slug,
                hosts,
                main,
                createdAt,
                renderedAt,
                policy,
                language,
                timeZone,
                access,
                others);
    }
}
