package dev.bellwether.statuspage;

import dev.bellwether.model.Actor;
import dev.bellwether.model.OrganizationId;
import java.time.InstantSource;

/// Brings in a page with its history from a Statuspage v2 source.
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
        throw new UnsupportedOperationException(pages + " " + target + " " + clock);
    }
}
