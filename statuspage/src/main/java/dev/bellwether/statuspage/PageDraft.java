package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import dev.bellwether.model.ComponentGroup;
import dev.bellwether.model.ComponentId;
import dev.bellwether.model.OrganizationId;
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

    static StatusPage make(
            PageId id,
            OrganizationId organization,
            PageSpec spec,
            Optional<StatusPage> before,
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
                spec.timeZone(),
                spec.main(),
                groups,
                components,
                spec.supportUrl(),
                spec.look(),
                before.map(StatusPage::createdAt).orElse(now),
                now);
    }

    static StatusPage notMain(StatusPage p, Tx tx) {
        return new StatusPage(
                p.id(),
                p.organization(),
                p.slug(),
                p.name(),
                p.description(),
                p.url(),
                p.domain(),
                p.timeZone(),
                false,
                p.groups(),
                p.components(),
                p.supportUrl(),
                p.look(),
                p.createdAt(),
                tx.now());
    }
}
