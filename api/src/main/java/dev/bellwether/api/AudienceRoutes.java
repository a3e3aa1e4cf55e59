package dev.bellwether.api;

import dev.bellwether.experiment.Audience;
import dev.bellwether.experiment.AudienceBook;
import dev.bellwether.experiment.AudienceDesk;
import dev.bellwether.experiment.AudienceFile;
import dev.bellwether.experiment.AudienceReport;
import dev.bellwether.experiment.Kept;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.Site;
import dev.bellwether.model.SiteId;
import dev.bellwether.people.Scope;
import dev.bellwether.people.Sites;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The audiences of a site, and the report about each. A `version` of 0 makes one.
final class AudienceRoutes {
    private static final String ALL = "/sites/{site}/audiences";
    private static final String ONE = ALL + "/{audience}";

    private static final Query UNTIL =
            Query.text("until", "Last month, such as 2026-05; this one when left out");
    private static final Query MONTHS =
            Query.whole(
                    "months",
                    "How many months; 12 when left out. As many before are beside them",
                    1,
                    AudienceDesk.MOST_MONTHS);

    private final Sites sites;
    private final AudienceBook book;
    private final AudienceDesk desk;

    AudienceRoutes(Sites sites, AudienceBook book, AudienceDesk desk) {
        this.sites = sites;
        this.book = book;
        this.desk = desk;
    }

    /// @param zone whose months are meant
    /// @param version that was read
    record Given(
            String name,
            ZoneId zone,
            List<Audience.Counted> goals,
            List<Audience.Segment> segments,
            long version) {}

    record View(
            String key,
            String name,
            ZoneId zone,
            List<Audience.Counted> goals,
            List<Audience.Segment> segments,
            long version,
            Instant changedAt) {
        static View of(Kept<Audience> kept) {
            Audience audience = kept.thing();
            return new View(
                    audience.key(),
                    audience.name(),
                    audience.zone(),
                    audience.goals(),
                    audience.segments(),
                    kept.version(),
                    kept.changedAt());
        }
    }

    List<Route> routes() {
        return List.of(
                Route.list(
                        ALL,
                        "List the audiences of a site",
                        View.class,
                        call ->
                                Cursors.cut(
                                        book.list(site(call)).stream().map(View::of).toList(),
                                        View::key,
                                        call)),
                Route.read(
                        ONE,
                        "Read an audience",
                        View.class,
                        call -> View.of(book.get(site(call), key(call)))),
                Route.replace(
                                ONE,
                                "Make or change an audience: its goals, and its segments with their"
                                        + " rules",
                                Scope.WRITE,
                                Given.class,
                                View.class,
                                this::save)
                        .triedOut(),
                Route.remove(
                        ONE,
                        "Remove an audience; no visitor or event goes with it",
                        Scope.WRITE,
                        call -> {
                            book.remove(site(call), key(call), call.actor());
                            return Nothing.INSTANCE;
                        }),
                Route.read(
                                ONE + "/report",
                                "Read how large each segment is, month by month, which goals it"
                                        + " reaches and who is in several, beside the period before",
                                AudienceReport.class,
                                this::report)
                        .with(UNTIL, MONTHS),
                Route.file(
                                ONE + "/report/file",
                                "Read the same as a file",
                                TakenAlong.TYPES,
                                this::file)
                        .with(UNTIL, MONTHS, TakenAlong.AS));
    }

    private View save(Call call) {
        Given given = call.body(Given.class);
        return View.of(
                book.save(
                        site(call),
                        new Audience(
                                key(call),
                                given.name(),
                                given.zone(),
                                given.goals(),
                                given.segments()),
                        given.version(),
                        call.actor()));
    }

    private AudienceReport report(Call call) {
        Site site = site(call);
        return desk.report(
                site,
                book.get(site, key(call)).thing(),
                month(call.query("until")),
                (int) call.whole("months", AudienceDesk.MOST_MONTHS, 1, AudienceDesk.MOST_MONTHS));
    }

    private Gives.Document file(Call call) {
        return TakenAlong.document(AudienceFile.of(report(call), TakenAlong.form(call)));
    }

    private static Optional<YearMonth> month(Optional<String> text) {
        try {
            return text.map(YearMonth::parse);
        } catch (DateTimeException _) {
            throw new InvalidInput(
                    "until", "'" + text.orElse("") + "' is not a month such as 2026-05");
        }
    }

    private static String key(Call call) {
        return call.text("audience");
    }

    private Site site(Call call) {
        return sites.get(call.organization(), call.id("site", SiteId::new));
    }
}
