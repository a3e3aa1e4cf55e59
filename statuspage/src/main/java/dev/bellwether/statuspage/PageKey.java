package dev.bellwether.statuspage;

import dev.bellwether.model.PageId;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.StatusPage;
import java.util.Optional;

/// What of a page's set-up every one of its HTML files depends on.
record PageKey(
        PageId id,
        String name,
        String description,
        String url,
        String timeZone,
        Optional<String> supportUrl,
        PageLook look) {
    static PageKey of(StatusPage page, String url) {
        return new PageKey(
                page.id(),
                page.name(),
                page.description(),
                url,
                page.timeZone(),
                page.supportUrl(),
                page.look());
    }
}
