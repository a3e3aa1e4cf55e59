package dev.bellwether.console;

import dev.bellwether.model.PageId;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.Role;
import dev.bellwether.model.StatusPage;
import dev.bellwether.statuspage.Bundle;
import dev.bellwether.statuspage.PageSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Status pages: the list, and the set-up of one.
final class StatusPagePages {
    static final String HOME = "/console/pages";

    /// @param rendered what is served now, if anything is
    record Row(StatusPage page, Optional<Bundle> rendered) {}

    record ListView(List<Row> pages) {}

    record FormView(Form form, Optional<StatusPage> page) {
        String action() {
            return page.map(p -> HOME + "/" + p.id()).orElse(HOME + "/new");
        }

        String title() {
            return page.map(StatusPage::name).orElse("New status page");
        }
    }

    private final Rooms rooms;

    StatusPagePages(Rooms rooms) {
        this.rooms = rooms;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/new", Role.EDITOR, _ -> form(200, fresh(), null));
        routes.post(HOME + "/new", Role.EDITOR, this::create);
        routes.get(HOME + "/{id}", Role.EDITOR, this::edit);
        routes.post(HOME + "/{id}", Role.EDITOR, this::save);
        routes.post(HOME + "/{id}/remove", Role.EDITOR, this::remove);
    }

    private Reply list(Visit visit) {
        var view =
                new ListView(
                        rooms.pages().list(visit.organization()).stream()
                                .map(p -> new Row(p, rooms.published().bundle(p.slug())))
                                .toList());
        return Reply.page(
                "pages",
                (out, frame) -> JtestatusPagesGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply create(Visit visit) {
        Form form = visit.form();
        PageSpec spec = read(form, PageSpec.named("", ""));
        return form.submit(
                () -> {
                    StatusPage page =
                            rooms.pages().create(visit.organization(), spec, visit.actor());
                    return Reply.done(
                            HOME + "/" + page.id() + "/components",
                            page.name() + " was made. Choose the services it shows.");
                },
                () -> form(422, form, null));
    }

    private Reply edit(Visit visit) {
        StatusPage page = find(visit);
        return form(200, filled(page), page);
    }

    private Reply save(Visit visit) {
        StatusPage page = find(visit);
        Form form = visit.form();
        PageSpec spec = read(form, PageSpec.of(page));
        return form.submit(
                () -> {
                    rooms.pages().update(visit.organization(), page.id(), spec, visit.actor());
                    return Reply.done(HOME + "/" + page.id(), spec.name() + " was saved.");
                },
                () -> form(422, form, page));
    }

    private Reply remove(Visit visit) {
        StatusPage page = find(visit);
        String undo = rooms.pages().remove(visit.organization(), page.id(), visit.actor());
        return Reply.deleted(HOME, "Deleted " + page.name() + ". It is served no more.", undo);
    }

    private StatusPage find(Visit visit) {
        return rooms.pages().get(visit.organization(), visit.id("status page", PageId::new));
    }

    private static Form fresh() {
        return Form.blank().with("timeZone", "Etc/UTC").with("look.language", "en");
    }

    private static Form filled(StatusPage page) {
        return Form.blank()
                .with("name", page.name())
                .with("slug", page.slug())
                .with("description", page.description())
                .with("url", page.url())
                .with("domain", page.domain())
                .with("timeZone", page.timeZone())
                .with("main", page.main())
                .with("supportUrl", page.supportUrl())
                .with("look.language", page.look().language())
                .with("look.accent", page.look().accent())
                .with("look.logo", page.look().logo())
                .with("look.links", links(page.look().links()));
    }

    private static String links(List<PageLook.Link> links) {
        return String.join("\n", links.stream().map(l -> l.title() + " | " + l.url()).toList());
    }

    /// @param before whose groups and components stay
    private static PageSpec read(Form form, PageSpec before) {
        return new PageSpec(
                form.text("slug"),
                form.text("name"),
                form.text("description"),
                form.text("url"),
                form.optional("domain"),
                form.text("timeZone"),
                form.checked("main"),
                before.groups(),
                before.components(),
                form.optional("supportUrl"),
                new PageLook(
                        form.text("look.language").isEmpty() ? "en" : form.text("look.language"),
                        form.optional("look.accent"),
                        form.optional("look.logo"),
                        links(form)));
    }

    private static List<PageLook.Link> links(Form form) {
        var links = new ArrayList<PageLook.Link>();
        for (String line : form.lines("look.links")) {
            int bar = line.indexOf('|');
            if (bar < 1) {
                form.wrong("look.links", "'" + line + "' is not a title, a bar and an address");
            } else {
                links.add(
                        new PageLook.Link(
                                line.substring(0, bar).strip(), line.substring(bar + 1).strip()));
            }
        }
        return links;
    }

    private static Reply form(
            int status, Form form, @org.jspecify.annotations.Nullable StatusPage page) {
        var view = new FormView(form, Optional.ofNullable(page));
        return new Reply.Page(
                status,
                "pages",
                (out, frame) -> JtestatusPageGenerated.render(out, Html.PLAIN, frame, view));
    }
}
