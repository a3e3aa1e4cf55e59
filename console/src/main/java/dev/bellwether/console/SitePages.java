package dev.bellwether.console;

import dev.bellwether.model.Role;
import dev.bellwether.model.Site;
import dev.bellwether.people.Sites;
import java.util.List;
import java.util.Optional;

/// Sites: whatever has visitors of its own, and how long their events are kept.
final class SitePages {
    static final String HOME = "/console/sites";
    private static final int DAYS = 400;
    private static final int LONGEST = 3_660;

    record ListView(List<Site> sites) {}

    record FormView(Form form, Optional<Site> site) {
        String action() {
            return site.map(SitePages::path).orElse(HOME + "/new");
        }

        String title() {
            return site.map(Site::name).orElse("New site");
        }
    }

    private final Sites sites;

    SitePages(Rooms rooms) {
        this.sites = rooms.people().sites();
    }

    void register(Routes routes) {
        routes.get(HOME, Role.EDITOR, this::list);
        routes.get(
                HOME + "/new",
                Role.EDITOR,
                _ -> form(200, Form.blank().with("retentionDays", DAYS), Optional.empty()));
        routes.post(HOME + "/new", Role.EDITOR, visit -> save(visit, Optional.empty()));
        routes.get(HOME + "/{site}", Role.EDITOR, this::edit);
        routes.post(
                HOME + "/{site}",
                Role.EDITOR,
                visit -> save(visit, Optional.of(SiteChoice.in(visit, sites))));
    }

    static String path(Site site) {
        return HOME + "/" + site.id();
    }

    private Reply list(Visit visit) {
        var view = new ListView(sites.list(visit.organization()));
        return Reply.page(
                CampaignPages.SECTION,
                (out, frame) -> JtesitesGenerated.render(out, Html.PLAIN, frame, view));
    }

    private Reply edit(Visit visit) {
        Site site = SiteChoice.in(visit, sites);
        return form(
                200,
                Form.blank().with("name", site.name()).with("retentionDays", site.retentionDays()),
                Optional.of(site));
    }

    private Reply save(Visit visit, Optional<Site> site) {
        Form form = visit.form();
        String name = form.text("name");
        int days = form.whole("retentionDays", 1, LONGEST, DAYS);
        return form.submit(
                () -> {
                    Site kept =
                            site.map(one -> sites.save(visit.principal(), one.id(), name, days))
                                    .orElseGet(() -> sites.make(visit.principal(), name, days));
                    return Reply.done(
                            site.isPresent()
                                    ? HOME
                                    : Links.to(MetricPages.HOME, "site", kept.id().value()),
                            site.isPresent()
                                    ? kept.name() + " was saved."
                                    : "The site "
                                            + kept.name()
                                            + " is there; its events come in by the key "
                                            + kept.key()
                                            + ". Say next what to measure.");
                },
                () -> form(422, form, site));
    }

    private static Reply form(int status, Form form, Optional<Site> site) {
        var view = new FormView(form, site);
        return new Reply.Page(
                status,
                CampaignPages.SECTION,
                (out, frame) -> JtesiteFormGenerated.render(out, Html.PLAIN, frame, view));
    }
}
