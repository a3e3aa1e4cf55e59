package dev.bellwether.statuspage;

import dev.bellwether.model.ComponentId;
import dev.bellwether.model.PageAccess;
import dev.bellwether.model.PageLook;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.StatusPage;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What somebody wants a page to be. Fields mean what they mean in [StatusPage].
///
/// @param access left out, who may read the page stays as it is; a new page is open
///
///   Groups and components without an id are new; one whose service stands on the page already
///   keeps its id.
public record PageSpec(
        String slug,
        String name,
        String description,
        String url,
        Optional<String> domain,
        List<String> aliases,
        String timeZone,
        boolean main,
        List<Group> groups,
        List<Item> components,
        Optional<String> supportUrl,
        PageLook look,
        Optional<Access> access) {
    public PageSpec {
        aliases = List.copyOf(aliases);
        groups = List.copyOf(groups);
        components = List.copyOf(components);
    }

    /// A page under one domain at most, for anybody to read.
    public PageSpec(
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
        this(
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
                look,
                Optional.empty());
    }

    /// Who may read the page. Fields mean what they mean in [PageAccess].
    ///
    /// @param password whether there is to be one; the one there is stays when no new one is given
    /// @param newPassword 8 to 200 characters
    /// @param newKey whether the key of the feeds is to be another; a new password changes it too
    public record Access(
            boolean password,
            Optional<String> newPassword,
            List<String> networks,
            boolean both,
            boolean newKey) {
        public static final Access OPEN =
                new Access(false, Optional.empty(), List.of(), false, false);

        public Access {
            networks = List.copyOf(networks);
        }

        static Access of(PageAccess access) {
            return new Access(
                    access.password(), Optional.empty(), access.networks(), access.both(), false);
        }

        @Override
        public String toString() {
            return "Access[password=" + password + ", networks=" + networks + "]";
        }
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
            Optional<LocalDate> startDate,
            Optional<Double> target) {
        /// A component held to no target.
        public Item(
                Optional<ComponentId> id,
                ServiceId service,
                String name,
                String description,
                Optional<String> group,
                boolean showUptime,
                boolean onlyShowIfDegraded,
                Optional<LocalDate> startDate) {
            this(
                    id,
                    service,
                    name,
                    description,
                    group,
                    showUptime,
                    onlyShowIfDegraded,
                    startDate,
                    Optional.empty());
        }
    }

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
                page.aliases(),
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
                                        c.startDate(),
                                        c.target()))
                        .toList(),
                page.supportUrl(),
                page.look(),
                Optional.of(Access.of(page.access())));
    }

    /// This page as the main one, or not.
    public PageSpec withMain(boolean isMain) {
        return with(domain, aliases, isMain, groups, components, look, access);
    }

    /// This page with other components.
    public PageSpec withComponents(List<Group> newGroups, List<Item> newComponents) {
        return with(domain, aliases, main, newGroups, newComponents, look, access);
    }

    /// This page with another look.
    public PageSpec withLook(PageLook newLook) {
        return with(domain, aliases, main, groups, components, newLook, access);
    }

    /// This page for others to read.
    public PageSpec withAccess(Access newAccess) {
        return with(domain, aliases, main, groups, components, look, Optional.of(newAccess));
    }

    /// This page at other hosts.
    public PageSpec withHosts(Optional<String> newDomain, List<String> newAliases) {
        return with(newDomain, newAliases, main, groups, components, look, access);
    }

    private PageSpec with(
            Optional<String> newDomain,
            List<String> newAliases,
            boolean isMain,
            List<Group> newGroups,
            List<Item> newComponents,
            PageLook newLook,
            Optional<Access> newAccess) {
        return new PageSpec(
                slug,
                name,
                description,
                url,
                newDomain,
                newAliases,
                timeZone,
                isMain,
                newGroups,
                newComponents,
                supportUrl,
                newLook,
                newAccess);
    }

    private static Optional<String> groupName(StatusPage page, ComponentId id) {
        return page.groups().stream().filter(g -> g.id().equals(id)).map(g -> g.name()).findFirst();
    }
}
