package dev.bellwether.api;

import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.PageId;
import dev.bellwether.model.StatusPage;
import dev.bellwether.people.Principal;
import dev.bellwether.people.Scope;
import dev.bellwether.statuspage.PageImport;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.statuspage.UptimeRow;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The set-up of status pages.
final class PageRoutes {
    private static final String ONE = "/pages/{page}";

    /// A page of 50 incidents with long reports has less than 1 MB; one file may hold years.
    private static final long MOST_IMPORTED = 8 << 20;

    private final StatusPages pages;
    private final PublishedPages published;
    private final PageImport imports;

    PageRoutes(StatusPages pages, PublishedPages published, PageImport imports) {
        this.pages = pages;
        this.published = published;
        this.imports = imports;
    }

    List<Route> routes() {
        return List.of(
                Route.list(
                        "/pages",
                        "List status pages",
                        StatusPage.class,
                        call ->
                                Cursors.cut(
                                        pages.list(call.organization()),
                                        page -> page.id().value(),
                                        call)),
                Route.make(
                                "/pages",
                                "Add a status page",
                                Scope.WRITE,
                                PageSpec.class,
                                StatusPage.class,
                                call ->
                                        pages.create(
                                                call.organization(),
                                                call.body(PageSpec.class),
                                                call.actor()))
                        .judgedBy(PageSpec.class, this::problems),
                Route.act(
                                "/pages/import",
                                "Import a page with its history: a Statuspage v2 document, or a list of them",
                                Scope.WRITE,
                                JsonNode.class,
                                PageImport.Report.class,
                                this::take)
                        .with(
                                Query.text(
                                        "source",
                                        "Where it comes from; 'Statuspage' when left out"))
                        .withBodyOf(MOST_IMPORTED),
                Route.read(
                        ONE,
                        "Read a status page's set-up",
                        StatusPage.class,
                        call -> pages.get(call.organization(), id(call))),
                Route.list(
                        ONE + "/uptime",
                        "List the uptime of a page's components by month",
                        UptimeRow.class,
                        call ->
                                Cursors.cut(
                                        published.uptime(
                                                pages.get(call.organization(), id(call)).slug()),
                                        row -> row.component() + "/" + row.month(),
                                        call)),
                Route.replace(
                                ONE,
                                "Change a status page",
                                Scope.WRITE,
                                PageSpec.class,
                                StatusPage.class,
                                call ->
                                        pages.update(
                                                call.organization(),
                                                id(call),
                                                call.body(PageSpec.class),
                                                call.actor()))
                        .judgedBy(PageSpec.class, this::problems),
                Route.upload(
                        ONE + "/logo",
                        "Put a PNG, JPEG, GIF, WebP or SVG image in the place of a page's logo",
                        Scope.WRITE,
                        StatusPages.MOST_LOGO_BYTES,
                        StatusPage.class,
                        call ->
                                pages.putLogo(
                                        call.organization(),
                                        id(call),
                                        call.body(Upload.class).bytes(),
                                        call.actor())),
                Route.remove(
                        ONE + "/logo",
                        "Take the logo off a page",
                        Scope.WRITE,
                        call -> {
                            pages.removeLogo(call.organization(), id(call), call.actor());
                            return Nothing.INSTANCE;
                        }),
                Route.remove(
                        ONE,
                        "Remove a status page",
                        Scope.WRITE,
                        call -> {
                            pages.remove(call.organization(), id(call), call.actor());
                            return Nothing.INSTANCE;
                        }));
    }

    private PageImport.Report take(Call call) {
        JsonNode body = call.body(JsonNode.class);
        List<String> documents =
                body.isArray()
                        ? body.valueStream().map(JsonNode::toString).toList()
                        : List.of(body.toString());
        return imports.take(
                call.organization(),
                documents,
                call.query("source").orElse("Statuspage"),
                call.actor());
    }

    private List<Problem> problems(Principal by, PageSpec page) {
        return pages.problems(by.organization(), page);
    }

    private static PageId id(Call call) {
        return call.id("page", PageId::new);
    }
}
