package dev.bellwether.console;

import dev.bellwether.model.NotFound;
import dev.bellwether.model.PageId;
import dev.bellwether.model.Role;
import dev.bellwether.model.StatusPage;
import dev.bellwether.statuspage.Bundle;
import dev.bellwether.statuspage.Document;
import java.util.Optional;

/// A status page as visitors get it now, from memory, in a frame of the console.
final class PreviewPages {
    record View(StatusPage page, Optional<Bundle> bundle) {
        String path() {
            return StatusPagePages.HOME + "/" + page.id();
        }
    }

    private final Rooms rooms;

    PreviewPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(StatusPagePages.HOME + "/{id}/preview", Role.VIEWER, this::show);
        routes.get(StatusPagePages.HOME + "/{id}/preview/<path>", Role.VIEWER, this::document);
        routes.get(StatusPagePages.HOME + "/{id}/frame", Role.VIEWER, this::front);
    }

    private Reply show(Visit visit) {
        StatusPage page = find(visit);
        var view = new View(page, rooms.published().bundle(page.slug()));
        return Reply.page(
                "pages", (out, frame) -> JtepreviewGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply front(Visit visit) {
        return document(visit, "");
    }

    private Reply document(Visit visit) {
        return document(visit, visit.context().pathParam("path"));
    }

    private Reply document(Visit visit, String path) {
        StatusPage page = find(visit);
        Document document =
                rooms.published()
                        .bundle(page.slug())
                        .filter(bundle -> bundle.page().equals(page.id()))
                        .map(bundle -> bundle.documents().get(path))
                        .orElseThrow(() -> new NotFound("document", path));
        return new Reply.Framed(document.contentType(), document.bytes());
    }

    private StatusPage find(Visit visit) {
        return rooms.pages().get(visit.organization(), visit.id("status page", PageId::new));
    }
}
