package dev.bellwether.api;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.Scope;
import dev.bellwether.people.Sites;
import java.util.List;

/// Sites, and what is kept of their visitors.
final class SiteRoutes {
    private static final int LONGEST_VISITOR = 256;

    private final Sites sites;
    private final EventStore events;

    SiteRoutes(Sites sites, EventStore events) {
        this.sites = sites;
        this.events = events;
    }

    /// @param retentionDays how long events are kept, 1 to 3,660
    record Given(String name, int retentionDays) {}

    /// @param visitor as the site names them
    record Visitor(String visitor) {}

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/sites",
                        "List the sites whose events are kept, with their keys",
                        Site.class,
                        call ->
                                Cursors.cut(
                                        sites.list(call.organization()),
                                        one -> one.id().value(),
                                        call)),
                Route.make(
                                "/sites",
                                "Make a site; by its key its events come in",
                                Scope.WRITE,
                                Given.class,
                                Site.class,
                                call -> {
                                    Given given = call.body(Given.class);
                                    return sites.make(
                                            call.principal(), given.name(), given.retentionDays());
                                })
                        .triedOut(),
                Route.read(
                        "/sites/{site}",
                        "Read a site",
                        Site.class,
                        call -> sites.get(call.organization(), id(call))),
                Route.replace(
                                "/sites/{site}",
                                "Give a site another name or retention; its key stays",
                                Scope.WRITE,
                                Given.class,
                                Site.class,
                                call -> {
                                    Given given = call.body(Given.class);
                                    return sites.save(
                                            call.principal(),
                                            id(call),
                                            given.name(),
                                            given.retentionDays());
                                })
                        .triedOut(),
                Route.act(
                        "/sites/{site}/forget",
                        "Delete all events of a visitor; answered when they are gone",
                        Scope.WRITE,
                        Visitor.class,
                        Visitor.class,
                        this::forget));
    }

    private Object forget(Call call) {
        Site site = sites.get(call.organization(), id(call));
        Visitor visitor = call.body(Visitor.class);
        if (visitor.visitor().isEmpty() || visitor.visitor().length() > LONGEST_VISITOR) {
            throw new InvalidInput("visitor", "does not have 1 to 256 characters");
        }
        events.forget(site.id(), visitor.visitor());
        return visitor;
    }

    private static SiteId id(Call call) {
        return call.id("site", SiteId::new);
    }
}
