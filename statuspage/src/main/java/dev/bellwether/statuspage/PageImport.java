package dev.bellwether.statuspage;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Component;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageAccess;
import dev.bellwether.model.PageId;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.StatusPage;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Brings in a page with its history from a Statuspage v2 source.
///
/// Ids are kept where the source has them, and are made from what is said where it has none, so
/// that a second import of the same source changes nothing.
public final class PageImport {
    /// What an import saved.
    public record Report(
            String slug, String page, int components, int incidents, int maintenances) {}

    private final StatusPages pages;
    private final ImportTarget target;
    private final InstantSource clock;

    public PageImport(StatusPages pages, ImportTarget target, InstantSource clock) {
        this.pages = pages;
        this.target = target;
        this.clock = clock;
    }

    /// @param source an http(s) address of a page, a directory with `summary.json` and
    ///   `incidents.json`, or one JSON file
    /// @throws dev.bellwether.model.InvalidInput when it is none of these
    public Report run(OrganizationId organization, String source, Actor actor) {
        return save(organization, ImportSource.read(source), actor);
    }

    Report save(OrganizationId organization, List<String> documents, Actor actor) {
        Instant now = clock.instant();
        Imported read = new StatuspageReader(organization, documents, now).read();
        target.services(organization, read.services(), actor);
        target.incidents(organization, read.incidents(), actor);
        target.maintenances(organization, read.maintenances(), actor);
        StatusPage page = page(organization, read, now);
        pages.put(page, actor);
        return new Report(
                page.slug(),
                page.name(),
                page.components().size(),
                read.incidents().size(),
                read.maintenances().size());
    }

    /// The page as imported; what was set up here since (slug, domain, look …) stays.
    private StatusPage page(OrganizationId organization, Imported read, Instant now) {
        String slug = slug(read.name());
        PageId id = new PageId(read.id());
        Optional<StatusPage> mine = pages.find(organization, id);
        if (mine.isEmpty()) {
            pages.bySlug(slug)
                    .ifPresent(other -> {
                        throw new Conflict("The slug '" + slug + "' is taken by another page");
                    });
        }
        boolean first = mine.isEmpty() && pages.list(organization).isEmpty();
        List<Component> components = read.components();
        return new StatusPage(
                id,
                organization,
                mine.map(StatusPage::slug).orElse(slug),
                read.name(),
                mine.map(StatusPage::description).orElse(""),
                mine.map(StatusPage::url).orElse(""),
                mine.flatMap(StatusPage::domain),
                mine.map(StatusPage::aliases).orElse(List.of()),
                zone(mine.map(StatusPage::timeZone).orElse(read.timeZone())),
                mine.map(StatusPage::main).orElse(first),
                read.groups(),
                components,
                mine.flatMap(StatusPage::supportUrl),
                mine.map(StatusPage::look).orElse(PageLook.PLAIN),
                mine.map(StatusPage::access).orElse(PageAccess.OPEN),
                mine.map(StatusPage::createdAt).orElse(now),
                now);
    }

    private static String zone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) ? name : "Etc/UTC";
    }

    private static String slug(String name) {
        String slug =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        if (slug.length() > 60) {
            slug = slug.substring(0, 60).replaceAll("-$", "");
        }
        return slug.isEmpty() ? "status" : slug;
    }
}
