package dev.bellwether.console;

import dev.bellwether.model.Component;
import dev.bellwether.model.PageId;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.StatusPage;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.store.Trash;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which services a status page shows, in which groups and order.
final class ComponentPages {
    record View(Form form, StatusPage page, List<Option> others, List<Option> groups) {
        String path() {
            return StatusPagePages.HOME + "/" + page.id();
        }
    }

    private final Rooms rooms;

    ComponentPages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(StatusPagePages.HOME + "/{id}/components", Role.EDITOR, this::show);
        routes.post(StatusPagePages.HOME + "/{id}/components", Role.EDITOR, this::save);
    }

    private Reply show(Visit visit) {
        StatusPage page = find(visit);
        return page(200, visit, ComponentForm.of(PageSpec.of(page)), page);
    }

    private Reply save(Visit visit) {
        StatusPage page = find(visit);
        Form form = visit.form();
        PageSpec spec = ComponentForm.read(form, PageSpec.of(page), services(visit));
        return form.submit(
                () -> {
                    StatusPage saved =
                            rooms.pages()
                                    .update(visit.organization(), page.id(), spec, visit.actor());
                    return said(visit, page, saved);
                },
                () -> page(422, visit, form, page));
    }

    private Reply said(Visit visit, StatusPage before, StatusPage saved) {
        String to = StatusPagePages.HOME + "/" + saved.id() + "/components";
        List<Component> lost =
                before.components().stream()
                        .filter(c ->
                                saved.components().stream().noneMatch(s -> s.id().equals(c.id())))
                        .toList();
        Optional<String> undo =
                lost.isEmpty()
                        ? Optional.empty()
                        : rooms
                                .store()
                                .read(sql -> Trash.list(sql, visit.organization(), visit.now()))
                                .stream()
                                .filter(kept -> kept.subject().equals(saved.id().value()))
                                .map(Trash.Kept::id)
                                .findFirst();
        if (undo.isEmpty()) {
            return Reply.done(
                    to, "The components were saved. The page shows them within a second.");
        }
        String what = lost.size() == 1 ? lost.getFirst().name() : lost.size() + " components";
        return Reply.deleted(to, "Took " + what + " off the page.", undo.get());
    }

    private Reply page(int status, Visit visit, Form form, StatusPage page) {
        Set<String> shown = new HashSet<>();
        for (int i = 0; i < ComponentForm.items(form); i++) {
            shown.add(form.text(ComponentForm.item(i, "service")));
        }
        List<Option> others =
                services(visit).stream()
                        .filter(s -> !shown.contains(s.id().value()))
                        .limit(500)
                        .map(s -> new Option(s.id().value(), s.name()))
                        .toList();
        var groups = new ArrayList<Option>();
        groups.add(new Option("", "No group"));
        for (int i = 0; i < ComponentForm.groups(form); i++) {
            String name = form.text(ComponentForm.group(i, "name"));
            groups.add(new Option(name, name));
        }
        form.optional("newGroup").ifPresent(name -> groups.add(new Option(name, name)));
        var view = new View(form, page, others, groups);
        return new Reply.Page(
                status,
                "pages",
                (out, frame) -> JtecomponentsGenerated.render(out, Html.PLAIN, frame, view));
    }

    private List<Service> services(Visit visit) {
        return rooms.services().list(visit.organization());
    }

    private StatusPage find(Visit visit) {
        return rooms.pages().get(visit.organization(), visit.id("status page", PageId::new));
    }
}
