package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import dev.bellwether.model.ComponentGroup;
import dev.bellwether.model.ComponentId;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.PageAccess;
import dev.bellwether.model.PageId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.StatusPage;
import dev.bellwether.store.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Pages from what somebody wants them to be. Ids stay: readers of the JSON know components by
/// them.
final class PageDraft {
    private PageDraft() {}

    /// Who may read the page from now on.
    ///
    /// @param hash of the new password, when one is given
    static PageAccess access(PageSpec spec, Optional<StatusPage> before, Optional<String> hash) {
        PageAccess was = before.map(StatusPage::access).orElse(PageAccess.OPEN);
        if (spec.access().isEmpty()) {
            return was;
        }
        PageSpec.Access wanted = spec.access().get();
        Optional<String> kept = hash.or(() -> wanted.password() ? was.passwordHash() : hash);
        if (wanted.password() && kept.isEmpty()) {
            throw new InvalidInput(
                    "access.newPassword", "is missing: there is no password yet that could stay");
        }
        boolean anew = hash.isPresent() || wanted.newKey();
        return new PageAccess(
                kept.isPresent(),
                kept,
                wanted.networks(),
                wanted.both(),
                was.generation() + (anew ? 1 : 0));
    }

    static StatusPage make(
            PageId id,
            OrganizationId organization,
            PageSpec spec,
            Optional<StatusPage> before,
            PageAccess access,
            Tx tx) {
        Instant now = tx.now();
        Map<ComponentId, Instant> born = new HashMap<>();
        Map<ServiceId, ComponentId> byService = new HashMap<>();
        Map<String, ComponentId> byName = new HashMap<>();
        before.ifPresent(page -> {
            page.components()
                    .forEach(c -> {
                        born.put(c.id(), c.createdAt());
                        byService.putIfAbsent(c.service(), c.id());
                    });
            page.groups()
                    .forEach(g -> {
                        born.put(g.id(), g.createdAt());
                        byName.putIfAbsent(g.name(), g.id());
                    });
        });
        var groupIds = new HashMap<String, ComponentId>();
        List<ComponentGroup> groups =
                spec.groups().stream()
                        .map(g -> {
                            ComponentId own =
                                    g.id().filter(born::containsKey)
                                            .or(() -> Optional.ofNullable(byName.get(g.name())))
                                            .orElseGet(() -> new ComponentId(tx.newId()));
                            groupIds.put(g.name(), own);
                            return new ComponentGroup(
                                    own, g.name(), g.description(), born.getOrDefault(own, now));
                        })
                        .toList();
        List<Component> components =
                spec.components().stream()
                        .map(c -> {
                            ComponentId own =
                                    c.id().filter(born::containsKey)
                                            .or(() ->
                                                    Optional.ofNullable(
                                                            byService.remove(c.service())))
                                            .orElseGet(() -> new ComponentId(tx.newId()));
                            return new Component(
                                    own,
                                    c.service(),
                                    c.name(),
                                    c.description(),
                                    c.group().map(groupIds::get),
                                    c.showUptime(),
                                    c.onlyShowIfDegraded(),
                                    c.startDate(),
                                    c.target(),
                                    born.getOrDefault(own, now));
                        })
                        .toList();
        return new StatusPage(
                id,
                organization,
                spec.slug(),
                spec.name(),
                spec.description(),
                spec.url(),
                spec.domain(),
                spec.aliases(),
                spec.timeZone(),
                spec.main(),
                groups,
                components,
                spec.supportUrl(),
                spec.look(),
                access,
                before.map(StatusPage::createdAt).orElse(now),
                now);
    }
}
