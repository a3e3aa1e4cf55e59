package dev.bellwether.statuspage;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Component;
import dev.bellwether.model.Conflict;
import dev.bellwether.model.ImportTarget;
import dev.bellwether.model.InvalidInput;
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

    private static final int MOST_DOCUMENTS = 10;
    private static final int LONGEST_SOURCE = 200;

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
        return save(organization, documents(source), actor, actor);
    }

    /// The JSON documents of a source as [#run] knows them, for [#take] of another process.
    ///
    /// @throws InvalidInput when it is none
    public static List<String> documents(String source) {
        List<String> documents = ImportSource.read(source);
        documents.forEach(StatuspageReader::refuseWhatIsNotJson);
        return documents;
    }

    /// @param documents Statuspage v2 JSON, 1 to 10 of them
    /// @param source where they come from, 1 to 200 characters: services and history say so
    /// @param by who changes the page's set-up
    /// @throws InvalidInput when they are no page, or more
    /// @throws Conflict when another page has its slug or its id, or there are too many pages
    public Report take(
            OrganizationId organization, List<String> documents, String source, Actor by) {
        if (documents.isEmpty() || documents.size() > MOST_DOCUMENTS) {
            throw new InvalidInput(
                    "source",
                    "has " + documents.size() + " documents; allowed: 1 to " + MOST_DOCUMENTS);
        }
        if (source.isBlank() || source.length() > LONGEST_SOURCE) {
            throw new InvalidInput(
                    "source",
                    "has " + source.length() + " characters; allowed: 1 to " + LONGEST_SOURCE);
        }
        return save(organization, documents, Actor.imported(source), by);
    }

    /// The page first by what it would be refused for: a refused import leaves nothing behind.
    Report save(OrganizationId organization, List<String> documents, Actor actor, Actor by) {
        Instant now = clock.instant();
        Imported read = new StatuspageReader(organization, documents, now).read();
        StatusPage page = page(organization, read, now);
        pages.refuse(page);
        target.services(organization, read.services(), actor);
        target.incidents(organization, read.incidents(), actor);
        target.maintenances(organization, read.maintenances(), actor);
        pages.put(page, by);
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
        List<Component> components =
                read.components().stream()
                        .map(told ->
                                mine.stream()
                                        .flatMap(page -> page.components().stream())
                                        .filter(own -> own.id().equals(told.id()))
                                        .findFirst()
                                        .map(own -> kept(told, own))
                                        .orElse(told))
                        .toList();
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

    /// As told now, with what the source does not know: since when it is here and its target.
    private static Component kept(Component told, Component own) {
        return new Component(
                told.id(),
                told.service(),
                told.name(),
                told.description(),
                told.group(),
                told.showUptime(),
                told.onlyShowIfDegraded(),
                told.startDate(),
                own.target(),
                own.createdAt().isBefore(told.createdAt()) ? own.createdAt() : told.createdAt());
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
