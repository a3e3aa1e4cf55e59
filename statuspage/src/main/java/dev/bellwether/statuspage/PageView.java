package dev.bellwether.statuspage;

import dev.bellwether.model.Status;
import dev.bellwether.model.StatusPage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// All a page shows, at one instant. Nothing that is not here can reach a visitor.
///
/// @param url the page's public address without a `/` at the end
/// @param updatedAt when something shown last changed
/// @param components in order, grouped ones included
/// @param groups in order
/// @param incidents newest first
/// @param maintenances newest first
record PageView(
        StatusPage page,
        String url,
        ZoneId zone,
        Instant now,
        Instant updatedAt,
        List<ComponentView> components,
        List<GroupView> groups,
        List<IncidentView> incidents,
        List<IncidentView> maintenances) {
    List<IncidentView> open() {
        return incidents.stream().filter(IncidentView::isOpen).toList();
    }

    List<IncidentView> underWay() {
        return maintenances.stream().filter(IncidentView::isUnderWay).toList();
    }

    /// Soonest first.
    List<IncidentView> upcoming() {
        return maintenances.reversed().stream().filter(IncidentView::isUpcoming).toList();
    }

    List<ComponentView> ungrouped() {
        return components.stream().filter(c -> c.component().group().isEmpty()).toList();
    }

    /// The worst of all components.
    Status worst() {
        return worst(components);
    }

    /// The worst of those of which something is or was known; UNKNOWN when that is none of them,
    /// and OPERATIONAL when there are none at all.
    static Status worst(List<ComponentView> components) {
        return components.stream()
                .filter(c -> !c.awaited())
                .map(ComponentView::status)
                .reduce(Status::worse)
                .orElse(components.isEmpty() ? Status.OPERATIONAL : Status.UNKNOWN);
    }

    boolean all(Status status) {
        return !components.isEmpty() && components.stream().allMatch(c -> c.status() == status);
    }

    boolean any(Status status) {
        return components.stream().anyMatch(c -> c.status() == status);
    }

    boolean mostly(Status status) {
        return components.stream().filter(c -> c.status() == status).count() * 2
                > components.size();
    }
}
