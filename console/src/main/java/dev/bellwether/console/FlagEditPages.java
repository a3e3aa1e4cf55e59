package dev.bellwether.console;

import dev.bellwether.experiment.Flag;
import dev.bellwether.experiment.FlagBook;
import dev.bellwether.experiment.FlagNotes;
import dev.bellwether.experiment.KeptFlag;
import dev.bellwether.model.InvalidInput.Problem;
import dev.bellwether.model.Role;
import dev.bellwether.model.Service;
import dev.bellwether.model.Site;
import dev.bellwether.people.Sites;
import java.util.List;
import java.util.Optional;

/// Making a flag and changing it; the kill switch stands on its page.
final class FlagEditPages {
    private static final String HOME = FlagPages.HOME;
    private static final int SERVICES = 200;

    /// @param services that it may touch
    record View(Form form, Site site, Optional<KeptFlag> kept, List<Option> services) {
        boolean simple() {
            return FlagForm.isSimple(form);
        }

        String title() {
            return kept.map(one -> "Change " + one.key()).orElse("New flag");
        }

        String back() {
            return kept.map(one -> FlagPages.path(site, one.key()))
                    .orElse(Links.to(HOME, "site", site.id().value()));
        }

        String action() {
            return kept.map(_ -> back() + "/edit").orElse(HOME + "/" + site.id());
        }
    }

    private final Rooms rooms;
    private final Sites sites;
    private final FlagBook book;

    FlagEditPages(Rooms rooms) {
        this.rooms = rooms;
        this.sites = rooms.people().sites();
        this.book = rooms.flags().book();
    }

    void register(Routes routes) {
        routes.get(
                HOME + "/{site}",
                Role.EDITOR,
                visit -> form(200, visit, FlagForm.fresh(), Optional.empty()));
        routes.post(HOME + "/{site}", Role.EDITOR, visit -> submit(visit, Optional.empty()));
        routes.get(HOME + "/{site}/{flag}/edit", Role.EDITOR, this::edit);
        routes.post(
                HOME + "/{site}/{flag}/edit",
                Role.EDITOR,
                visit -> submit(visit, Optional.of(kept(visit))));
    }

    private Reply edit(Visit visit) {
        KeptFlag kept = kept(visit);
        return form(
                200,
                visit,
                FlagForm.of(kept.flag(), kept.notes(), kept.version()),
                Optional.of(kept));
    }

    private Reply submit(Visit visit, Optional<KeptFlag> kept) {
        Site site = site(visit);
        Form form = visit.form();
        if (form.has("change")) {
            return form(200, visit, FlagForm.changed(form), kept);
        }
        String key = kept.map(KeptFlag::key).orElseGet(() -> form.text("key"));
        boolean on = kept.map(one -> one.flag().on()).orElseGet(() -> form.checked("on"));
        Flag flag = FlagForm.read(form, key, on);
        FlagNotes notes = FlagForm.notes(form);
        long version =
                kept.isEmpty() ? FlagBook.NEW : form.whole("version", 1, Integer.MAX_VALUE, 1);
        return form.submit(
                () -> {
                    book.save(site, flag, notes, version, unknown(visit, notes), visit.actor());
                    return Reply.done(
                            FlagPages.path(site, key),
                            key + " was saved" + (on ? "; it is served so at once." : "."));
                },
                place -> FlagForm.field(form, place),
                () -> form(422, visit, form, kept));
    }

    private List<Problem> unknown(Visit visit, FlagNotes notes) {
        var known = rooms.services().names(visit.organization(), notes.services()).keySet();
        return notes.services().stream()
                .filter(service -> !known.contains(service))
                .map(service -> new Problem("services", "'" + service + "' is no service"))
                .toList();
    }

    private Reply form(int status, Visit visit, Form form, Optional<KeptFlag> kept) {
        List<Option> services =
                rooms.services().list(visit.organization()).stream()
                        .sorted((a, b) -> Boolean.compare(isChosen(form, b), isChosen(form, a)))
                        .limit(SERVICES)
                        .map(one -> new Option(one.id().value(), one.name()))
                        .toList();
        var view = new View(form, site(visit), kept, services);
        return new Reply.Page(
                status,
                FlagPages.SECTION,
                (out, frame) -> JteflagFormGenerated.render(out, Html.PLAIN, frame, view));
    }

    private static boolean isChosen(Form form, Service service) {
        return form.chosen("services", service.id().value());
    }

    private KeptFlag kept(Visit visit) {
        return book.flag(site(visit), visit.context().pathParam("flag"));
    }

    private Site site(Visit visit) {
        return SiteChoice.in(visit, sites);
    }
}
