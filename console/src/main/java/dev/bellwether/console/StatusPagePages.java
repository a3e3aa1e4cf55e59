package dev.bellwether.console;

import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.PageId;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.Role;
import dev.bellwether.model.StatusPage;
import dev.bellwether.statuspage.BucketState;
import dev.bellwether.statuspage.Bundle;
import dev.bellwether.statuspage.PageLanguages;
import dev.bellwether.statuspage.PageSpec;
import dev.bellwether.statuspage.StatusPages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Status pages: the list, and the set-up of one.
final class StatusPagePages {
    static final String HOME = "/console/pages";

    /// @param rendered what is served now, if anything is
    record Row(StatusPage page, Optional<Bundle> rendered) {}

    /// @param bucket how the bucket stands that pages are written to
    /// @param address of this server
    record ListView(List<Row> pages, Optional<BucketState> bucket, String address) {}

    /// @param feedKey with which programs read a private page
    record FormView(Form form, Optional<StatusPage> page, Optional<String> feedKey) {
        String action() {
            return page.map(p -> HOME + "/" + p.id()).orElse(HOME + "/new");
        }

        String title() {
            return page.map(StatusPage::name).orElse("New status page");
        }

        List<Option> languages() {
            return PageLanguages.all().entrySet().stream()
                    .map(e -> new Option(e.getKey(), e.getValue()))
                    .toList();
        }
    }

    private final Rooms rooms;
    private final ConsoleSettings settings;

    StatusPagePages(Rooms rooms, ConsoleSettings settings) {
        this.rooms = rooms;
        this.settings = settings;
    }

    void register(Routes routes) {
        routes.get(HOME, Role.VIEWER, this::list);
        routes.get(HOME + "/new", Role.EDITOR, _ -> form(200, fresh(), null));
        routes.post(HOME + "/new", Role.EDITOR, this::create);
        routes.get(HOME + "/{id}", Role.EDITOR, this::edit);
        routes.post(HOME + "/{id}", Role.EDITOR, this::save);
        routes.post(HOME + "/{id}/try", Role.EDITOR, this::tryOut);
        routes.post(HOME + "/{id}/logo", Role.EDITOR, this::logo);
        routes.post(HOME + "/{id}/remove", Role.EDITOR, this::remove);
    }

    private Reply list(Visit visit) {
        var view =
                new ListView(
                        rooms.pages().list(visit.organization()).stream()
                                .map(p -> new Row(p, rooms.published().bundle(p.slug())))
                                .toList(),
                        rooms.published().bucket(),
                        settings.address(""));
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

    /// The page as the form would make it, in a frame below the form. Nothing is saved.
    private Reply tryOut(Visit visit) {
        StatusPage page = find(visit);
        Form form = visit.form();
        PageSpec spec = read(form, PageSpec.of(page));
        return form.submit(
                () -> {
                    StatusPage draft = rooms.pages().draft(visit.organization(), page.id(), spec);
                    return rooms.published()
                            .preview(draft)
                            .<Reply>map(d -> new Reply.Framed(d.contentType(), d.bytes()))
                            .orElseGet(() -> framed("Not rendered yet."));
                },
                () ->
                        framed(
                                String.join(
                                        "\n",
                                        form.problems().stream()
                                                .map(p ->
                                                        Fields.word(p.field()) + ": " + p.message())
                                                .toList())));
    }

    private static Reply framed(String text) {
        return new Reply.Framed("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private Reply logo(Visit visit) {
        StatusPage page = find(visit);
        Optional<byte[]> image = visit.file("image", StatusPages.MOST_LOGO_BYTES);
        String back = HOME + "/" + page.id();
        if (image.isEmpty()) {
            return Reply.sorry(back, "Choose an image of at most 256 KB.");
        }
        try {
            rooms.pages().putLogo(visit.organization(), page.id(), image.get(), visit.actor());
            return Reply.done(back, "The logo was saved. The page shows it within a second.");
        } catch (InvalidInput e) {
            return Reply.sorry(back, "The image " + e.problems().getFirst().message() + ".");
        }
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
                .with("aliases", String.join("\n", page.aliases()))
                .with("timeZone", page.timeZone())
                .with("main", page.main())
                .with("supportUrl", page.supportUrl())
                .with("look.language", page.look().language())
                .with("look.accent", page.look().accent())
                .with("look.accentDark", page.look().accentDark())
                .withAll("look.languages", page.look().languages())
                .with("look.logo", page.look().logo())
                .with("look.links", links(page.look().links()))
                .with("look.footerLinks", links(page.look().footerLinks()))
                .with("access.password", page.access().password())
                .with("access.networks", String.join("\n", page.access().networks()))
                .with("access.both", page.access().both());
    }

    private static String links(List<PageLook.Link> links) {
        return String.join("\n", links.stream().map(l -> l.title() + " | " + l.url()).toList());
    }

    /// @param before whose groups and components stay
    private static PageSpec read(Form form, PageSpec before) {
        String language = form.text("look.language").isEmpty() ? "en" : form.text("look.language");
        return new PageSpec(
                form.text("slug"),
                form.text("name"),
                form.text("description"),
                form.text("url"),
                form.optional("domain"),
                form.lines("aliases"),
                form.text("timeZone"),
                form.checked("main"),
                before.groups(),
                before.components(),
                form.optional("supportUrl"),
                new PageLook(
                        language,
                        form.all("look.languages").stream()
                                .filter(l -> !l.equals(language))
                                .toList(),
                        form.optional("look.accent"),
                        form.optional("look.accentDark"),
                        form.optional("look.logo"),
                        links(form, "look.links"),
                        links(form, "look.footerLinks")),
                Optional.of(
                        new PageSpec.Access(
                                form.checked("access.password"),
                                Optional.of(form.raw("access.newPassword"))
                                        .filter(p -> !p.isEmpty()),
                                form.lines("access.networks"),
                                form.checked("access.both"),
                                form.checked("access.newKey"))));
    }

    private static List<PageLook.Link> links(Form form, String field) {
        var links = new ArrayList<PageLook.Link>();
        for (String line : form.lines(field)) {
            int bar = line.indexOf('|');
            if (bar < 1) {
                form.wrong(field, "'" + line + "' is not a title, a bar and an address");
            } else {
                links.add(
                        new PageLook.Link(
                                line.substring(0, bar).strip(), line.substring(bar + 1).strip()));
            }
        }
        return links;
    }

    private Reply form(int status, Form form, @org.jspecify.annotations.Nullable StatusPage page) {
        var view =
                new FormView(
                        form,
                        Optional.ofNullable(page),
                        Optional.ofNullable(page).flatMap(rooms.published()::feedKey));
        return new Reply.Page(
                status,
                "pages",
                (out, frame) -> JtestatusPageGenerated.render(out, Html.PLAIN, frame, view));
    }
}
