package dev.bellwether.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A page as its owner set it up. What happens on it comes from the journal.
///
/// @param slug `a-z`, `0-9` and `-`: the page is served under `/p/<slug>/`, and at `/` for the host
///   in `domain` or when it is the `main` page
/// @param url the address visitors know, for links in feeds and JSON; empty uses the server's own
/// @param domain the host under which it is known; links and feeds name it
/// @param aliases other hosts that show it too
/// @param timeZone an IANA zone for days and times where the visitor's own is not known
/// @param groups in the order shown
/// @param components in the order shown
/// @param look language, colour, logo and links; a page written before there was one has the plain
///   look
/// @param access who may read it
public record StatusPage(
        PageId id,
        OrganizationId organization,
        String slug,
        String name,
        String description,
        String url,
        Optional<String> domain,
        List<String> aliases,
        String timeZone,
        boolean main,
        List<ComponentGroup> groups,
        List<Component> components,
        Optional<String> supportUrl,
        PageLook look,
        PageAccess access,
        Instant createdAt,
        Instant updatedAt) {
    @SuppressWarnings("NullAway") // an old line of the journal has no look, aliases or access
    public StatusPage {
        groups = List.copyOf(groups);
        components = List.copyOf(components);
        look = look == null ? PageLook.PLAIN : look;
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
        access = access == null ? PageAccess.OPEN : access;
    }

    /// An open page with the plain look.
    public StatusPage(
            PageId id,
            OrganizationId organization,
            String slug,
            String name,
            String description,
            String url,
            Optional<String> domain,
            String timeZone,
            boolean main,
            List<ComponentGroup> groups,
            List<Component> components,
            Optional<String> supportUrl,
            Instant createdAt,
            Instant updatedAt) {
        this(
                id,
                organization,
                slug,
                name,
                description,
                url,
                domain,
                List.of(),
                timeZone,
                main,
                groups,
                components,
                supportUrl,
                PageLook.PLAIN,
                PageAccess.OPEN,
                createdAt,
                updatedAt);
    }

    /// As people and programs may see it: without what the password is checked by.
    public StatusPage withoutSecrets() {
        return with(main, access.withoutHash(), updatedAt);
    }

    /// This page, changed at `at`.
    public StatusPage with(boolean isMain, PageAccess newAccess, Instant at) {
        return new StatusPage(
                id,
                organization,
                slug,
                name,
                description,
                url,
                domain,
                aliases,
                timeZone,
                isMain,
                groups,
                components,
                supportUrl,
                look,
                newAccess,
                createdAt,
                at);
    }
}
