package dev.bellwether.statuspage;

import dev.bellwether.model.PageId;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.StatusPage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        boolean open,
        boolean password,
        Optional<String> feedKey,
        Optional<String> subscribe) {
    static PageKey of(StatusPage page, String url, PageSettings settings) {
        return new PageKey(
                page.id(),
                page.name(),
                page.description(),
                url,
                page.timeZone(),
                page.supportUrl(),
                page.look(),
                page.access().isOpen(),
                page.access().password(),
                page.access().isOpen()
                        ? Optional.empty()
                        : Optional.of(settings.locks().feedKey(page.id(), page.access())),
                page.access().isOpen()
                        ? settings.subscribeAt().map(at -> at + SubscriberLinks.PATH + page.id())
                        : Optional.empty());
    }

    /// After the address of a feed: with the key of a private page.
    String keyed() {
        return feedKey.map(k -> "?key=" + k).orElse("");
    }

    /// The page's own first.
    List<String> languages() {
        return Stream.concat(Stream.of(look.language()), look.languages().stream())
                .distinct()
                .toList();
    }
}
