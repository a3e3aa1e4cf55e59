package dev.bellwether.api;

import dev.bellwether.experiment.Campaign;
import dev.bellwether.experiment.CampaignBook;
import dev.bellwether.experiment.CampaignPlan;
import dev.bellwether.experiment.Edition;
import dev.bellwether.experiment.SiteCampaign;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.Scope;
import dev.bellwether.people.Sites;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The campaigns of a site.
final class CampaignRoutes {
    static final String ALL = "/sites/{site}/campaigns";
    static final String ONE = ALL + "/{campaign}";

    private final Sites sites;
    private final CampaignBook book;

    CampaignRoutes(Sites sites, CampaignBook book) {
        this.sites = sites;
        this.book = book;
    }

    /// What a campaign is to be, without its key.
    private sealed interface Wanted {
        String name();

        String description();

        CampaignPlan.Kind kind();

        List<Campaign.Arm> variations();

        Optional<Instant> until();

        ZoneId zone();

        Campaign.Multiple multiple();

        List<String> slices();

        List<CampaignPlan.Chosen> metrics();

        long plannedVisitors();

        Duration staleAfter();

        default CampaignPlan plan(String key) {
            return new CampaignPlan(
                    key,
                    name(),
                    description(),
                    kind(),
                    variations(),
                    until(),
                    zone(),
                    multiple(),
                    slices(),
                    metrics(),
                    plannedVisitors(),
                    staleAfter());
        }
    }

    record Given(
            String key,
            String name,
            String description,
            CampaignPlan.Kind kind,
            List<Campaign.Arm> variations,
            Optional<Instant> until,
            ZoneId zone,
            Campaign.Multiple multiple,
            List<String> slices,
            List<CampaignPlan.Chosen> metrics,
            long plannedVisitors,
            Duration staleAfter)
            implements Wanted {}

    /// @param version that was read
    record Changed(
            String name,
            String description,
            CampaignPlan.Kind kind,
            List<Campaign.Arm> variations,
            Optional<Instant> until,
            ZoneId zone,
            Campaign.Multiple multiple,
            List<String> slices,
            List<CampaignPlan.Chosen> metrics,
            long plannedVisitors,
            Duration staleAfter,
            long version)
            implements Wanted {}

    /// @param from not after now; empty: now
    record Started(Optional<Instant> from) {}

    record Archived(boolean archived) {}

    record View(
            CampaignPlan plan,
            SiteCampaign.State state,
            long version,
            boolean archived,
            Instant changedAt,
            Optional<Instant> staleSince) {
        static View of(SiteCampaign kept) {
            return new View(
                    kept.plan(),
                    kept.state(),
                    kept.version(),
                    kept.archived(),
                    kept.changedAt(),
                    kept.staleSince());
        }
    }

    List<Route> routes() {
        return List.of(
                Route.list(
                        ALL,
                        "List the campaigns of a site, the archived ones too",
                        View.class,
                        call ->
                                Cursors.cut(
                                        book.list(site(call)).stream().map(View::of).toList(),
                                        view -> view.plan().key(),
                                        call)),
                Route.make(
                                ALL,
                                "Make a campaign; it counts nothing until it is started",
                                Scope.WRITE,
                                Given.class,
                                View.class,
                                this::make)
                        .triedOut(),
                Route.read(
                        ONE,
                        "Read a campaign",
                        View.class,
                        call -> View.of(book.get(site(call), key(call)))),
                Route.replace(
                                ONE,
                                "Change a campaign; refused when it was changed since it was read."
                                        + " While it runs this makes an edition",
                                Scope.WRITE,
                                Changed.class,
                                View.class,
                                this::change)
                        .triedOut(),
                Route.act(
                                ONE + "/start",
                                "Count from now on, or from an instant that is past",
                                Scope.WRITE,
                                Started.class,
                                View.class,
                                call ->
                                        View.of(
                                                book.start(
                                                        site(call),
                                                        key(call),
                                                        call.body(Started.class).from(),
                                                        call.actor())))
                        .triedOut(),
                Route.act(
                        ONE + "/stop",
                        "Count no exposures from now on",
                        Scope.WRITE,
                        View.class,
                        call -> View.of(book.stop(site(call), key(call), call.actor()))),
                Route.act(
                                ONE + "/archive",
                                "Take a campaign out of reports and keep it with its history; or"
                                        + " take it back",
                                Scope.WRITE,
                                Archived.class,
                                View.class,
                                call ->
                                        View.of(
                                                book.archive(
                                                        site(call),
                                                        key(call),
                                                        call.body(Archived.class).archived(),
                                                        call.actor())))
                        .triedOut(),
                Route.list(
                        ONE + "/editions",
                        "List the editions of a campaign: what was counted from when, as it was"
                                + " edited; by number",
                        Edition.class,
                        call ->
                                Cursors.cut(
                                        editions(call),
                                        edition -> "%09d".formatted(edition.number()),
                                        call)));
    }

    private List<Edition> editions(Call call) {
        book.get(site(call), key(call));
        return book.editions(site(call), key(call));
    }

    private View make(Call call) {
        Given given = call.body(Given.class);
        return View.of(
                book.save(site(call), given.plan(given.key()), CampaignBook.NEW, call.actor()));
    }

    private View change(Call call) {
        Changed given = call.body(Changed.class);
        if (given.version() == CampaignBook.NEW) {
            throw new InvalidInput(
                    "version",
                    "'0' is no version of a campaign that is there; send the one you read");
        }
        return View.of(book.save(site(call), given.plan(key(call)), given.version(), call.actor()));
    }

    private static String key(Call call) {
        return call.text("campaign");
    }

    private Site site(Call call) {
        return sites.get(call.organization(), call.id("site", SiteId::new));
    }
}
