package dev.bellwether.statuspage;

import dev.bellwether.model.PageId;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.StatusPage;
import java.util.Optional;

/// What of a page's set-up every one of its HTML files depends on.
///
/// @param subscribe where its form is sent; empty when nobody can subscribe by it
record PageKey(
        PageId id,
        String name,
        String description,
        String url,
        String timeZone,
        Optional<String> supportUrl,
        PageLook look,
        Optional<String> subscribe) {
    static PageKey of(StatusPage page, String url, Optional<String> subscribeAt) {
        return new PageKey(
                page.id(),
                page.name(),
                page.description(),
                url,
                page.timeZone(),
                page.supportUrl(),
                page.look(),
                page.access().isOpen()
                        ? subscribeAt.map(at -> at + SubscriberLinks.PATH + page.id())
                        : Optional.empty());
    }
}
