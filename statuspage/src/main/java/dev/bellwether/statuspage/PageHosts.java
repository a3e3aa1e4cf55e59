package dev.bellwether.statuspage;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.PageId;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Which hosts show which page: a host shows one only.
final class PageHosts {
    private PageHosts() {}

    /// The domain first.
    static List<String> of(StatusPage page) {
        return of(page.domain(), page.aliases());
    }

    static List<String> of(PageSpec spec) {
        return of(spec.domain(), spec.aliases());
    }

    private static List<String> of(Optional<String> domain, List<String> aliases) {
        return Stream.concat(domain.stream(), aliases.stream())
                .map(host -> host.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /// @throws Conflict when another page has one of them
    static void take(Tx tx, StatusPage page) {
        free(tx, page.id());
        for (String host : of(page)) {
            int taken =
                    tx.sql()
                            .createUpdate(
                                    """
                                    INSERT INTO status_page_host (host, page) VALUES (:host, :page)
                                    ON CONFLICT (host) DO NOTHING
                                    """)
                            .bind("host", host)
                            .bind("page", page.id())
                            .execute();
            if (taken == 0) {
                throw new Conflict(
                        "The domain '"
                                + host
                                + "' is taken by another page; take it from there first");
            }
        }
    }

    static void free(Tx tx, PageId page) {
        tx.sql()
                .createUpdate("DELETE FROM status_page_host WHERE page = :page")
                .bind("page", page)
                .execute();
    }
}
