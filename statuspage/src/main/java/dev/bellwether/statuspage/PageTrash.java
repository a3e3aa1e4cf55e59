package dev.bellwether.statuspage;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Component;
import dev.bellwether.model.ComponentGroup;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.Trash;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/// Pages, and components taken off pages, that can be brought back.
final class PageTrash {
    private static final String KIND = "page";

    /// @param removed the page is gone; otherwise some of its components are
    record Body(StatusPage page, boolean removed) {}

    private PageTrash() {}

    static String removed(Tx tx, StatusPage page, Actor actor) {
        return put(tx, page, true, "Deleted page " + page.name(), actor);
    }

    /// Keeps the page as it was when components went.
    static void changed(Tx tx, StatusPage before, StatusPage after, Actor actor) {
        List<Component> lost = lost(before, after);
        if (!lost.isEmpty()) {
            String what =
                    lost.size() == 1
                            ? "component " + lost.getFirst().name()
                            : lost.size() + " components";
            put(tx, before, false, "Deleted " + what + " of " + before.name(), actor);
        }
    }

    private static String put(Tx tx, StatusPage page, boolean removed, String name, Actor actor) {
        var body = new Body(page, removed);
        return Trash.put(tx, page.organization(), KIND, page.id().value(), name, actor, body);
    }

    static Body take(Tx tx, OrganizationId organization, String id) {
        return Trash.take(tx, organization, KIND, id, Body.class);
    }

    /// The pages that can be brought back, as they would be.
    static List<StatusPage> pages(Handle sql, OrganizationId organization) {
        return Trash.all(sql, organization, KIND, Body.class).stream().map(Body::page).toList();
    }

    /// The page as it is, with the components and groups that `before` had and it has not.
    static StatusPage withLost(StatusPage page, StatusPage before, Instant at) {
        var groups = new ArrayList<ComponentGroup>(page.groups());
        before.groups().stream()
                .filter(group -> page.groups().stream().noneMatch(g -> g.id().equals(group.id())))
                .forEach(groups::add);
        var components = new ArrayList<Component>(page.components());
        for (Component lost : lost(before, page)) {
            components.add(Math.min(before.components().indexOf(lost), components.size()), lost);
        }
        return new StatusPage(
                page.id(),
                page.organization(),
                page.slug(),
                page.name(),
                page.description(),
                page.url(),
                page.domain(),
                page.aliases(),
                page.timeZone(),
                page.main(),
                groups,
                components,
                page.supportUrl(),
                page.look(),
                page.access(),
                page.createdAt(),
                at);
    }

    private static List<Component> lost(StatusPage before, StatusPage after) {
        Predicate<Component> there =
                lost -> after.components().stream().anyMatch(c -> c.id().equals(lost.id()));
        return before.components().stream().filter(Predicate.not(there)).toList();
    }
}
