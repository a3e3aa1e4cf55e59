package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentId;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.StatusPage;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What somebody wants a page to be. Fields mean what they mean in [StatusPage].
///
/// Groups and components without an id are new; one whose service stands on the page already keeps
/// its id.
public record PageSpec(
        String slug,
        String name,
        String description,
        String url,
        Optional<String> domain,
        String timeZone,
        boolean main,
        List<Group> groups,
        List<Item> components,
        Optional<String> supportUrl,
        PageLook look) {
    public PageSpec {
        groups = List.copyOf(groups);
        components = List.copyOf(components);
    }

    /// A group; components name it by [#name].
    public record Group(Optional<ComponentId> id, String name, String description) {}

    /// A component.
    ///
    /// @param group the name of one of the page's groups
    public record Item(
            Optional<ComponentId> id,
            ServiceId service,
            String name,
            String description,
            Optional<String> group,
            boolean showUptime,
            boolean onlyShowIfDegraded,
            Optional<LocalDate> startDate) {}

    /// A page without components, in UTC and English.
    public static PageSpec named(String slug, String name) {
        return new PageSpec(
                slug,
                name,
                "",
                "",
                Optional.empty(),
                "Etc/UTC",
                false,
                List.of(),
                List.of(),
                Optional.empty(),
                PageLook.PLAIN);
    }

    /// What a page is now, to be changed and saved again.
    public static PageSpec of(StatusPage page) {
        return new PageSpec(
                page.slug(),
                page.name(),
                page.description(),
                page.url(),
                page.domain(),
                page.timeZone(),
                page.main(),
                page.groups().stream()
                        .map(g -> new Group(Optional.of(g.id()), g.name(), g.description()))
                        .toList(),
                page.components().stream()
                        .map(c ->
                                new Item(
                                        Optional.of(c.id()),
                                        c.service(),
                                        c.name(),
                                        c.description(),
                                        c.group().flatMap(id -> groupName(page, id)),
                                        c.showUptime(),
                                        c.onlyShowIfDegraded(),
                                        c.startDate()))
                        .toList(),
                page.supportUrl(),
                page.look());
    }

    /// This page as the main one, or not.
    public PageSpec withMain(boolean isMain) {
        return new PageSpec(
                slug,
                name,
                description,
                url,
                domain,
                timeZone,
                isMain,
                groups,
                components,
                supportUrl,
                look);
    }

    /// This page with other components.
    public PageSpec withComponents(List<Group> newGroups, List<Item> newComponents) {
        return new PageSpec(
                slug,
                name,
                description,
                url,
                domain,
                timeZone,
                main,
                newGroups,
                newComponents,
                supportUrl,
                look);
    }

    private static Optional<String> groupName(StatusPage page, ComponentId id) {
        return page.groups().stream().filter(g -> g.id().equals(id)).map(g -> g.name()).findFirst();
    }
}
