package dev.bellwether.console;

import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.Sites;
import java.util.List;
import java.util.Optional;

/// Which of the organization's sites a list is of: the one that the address names, or the first.
///
/// @param site empty when there is no site yet
record SiteChoice(Optional<Site> site, List<Site> sites) {
    static SiteChoice of(Visit visit, Sites sites) {
        List<Site> all = sites.list(visit.organization());
        return new SiteChoice(
                all.stream()
                        .filter(one -> one.id().value().equals(visit.query("site")))
                        .findFirst()
                        .or(() -> all.stream().findFirst()),
                all);
    }

    /// The site in the path.
    ///
    /// @throws dev.bellwether.model.NotFound when this organization has no such site
    static Site in(Visit visit, Sites sites) {
        return sites.get(visit.organization(), visit.path("site", "site", SiteId::new));
    }

    /// As a parameter; empty where there is none.
    String id() {
        return site.map(one -> one.id().value()).orElse("");
    }

    /// A part of an address, as people named it.
    static String part(String key) {
        return Links.encode(key).replace("+", "%20");
    }
}
