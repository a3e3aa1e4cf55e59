package dev.bellwether.statuspage;

import dev.bellwether.model.CheckChanged;
import dev.bellwether.model.CheckRemoved;
import dev.bellwether.model.Fact;
import dev.bellwether.model.Incident;
import dev.bellwether.model.IncidentChanged;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.MaintenanceChanged;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ServiceChanged;
import dev.bellwether.model.ServiceRemoved;
import dev.bellwether.model.ServiceStatusChanged;
import dev.bellwether.model.StatusPageChanged;
import dev.bellwether.model.StatusPageRemoved;
import dev.bellwether.model.VerdictChanged;
import java.util.HashMap;
import java.util.Map;

/// What may be shown, of all organizations, as the journal says it. Taking a line twice changes
/// nothing. For one thread at a time.
final class World {
    private final Map<OrganizationId, Known> organizations = new HashMap<>();

    Map<OrganizationId, Known> organizations() {
        return organizations;
    }

    Known known(OrganizationId organization) {
        return organizations.computeIfAbsent(organization, id -> new Known());
    }

    /// @return whether something that a page may show has changed
    boolean take(OrganizationId organization, Fact fact) {
        Known known = known(organization);
        switch (fact) {
            case IncidentChanged f -> take(known, f);
            case MaintenanceChanged f -> take(known, f);
            case ServiceChanged f -> known.services.put(f.service().id(), f.service());
            case ServiceRemoved f -> known.forget(f.service());
            case ServiceStatusChanged f ->
                    known.add(f.service(), new Turn(f.at(), f.from(), f.to()));
            case VerdictChanged f -> known.add(f.service(), f.check(), Evidence.of(f));
            case CheckChanged f -> known.watched(f.check().id(), f.check().service());
            case CheckRemoved f -> known.unwatched(f.check());
            case StatusPageChanged f -> known.pages.put(f.page().id(), f.page());
            case StatusPageRemoved f -> known.pages.remove(f.page());
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Drafts and deleted incidents are not shown, so they are not even known.
    static boolean isShown(IncidentChanged f) {
        return f.incident().published() && f.what() != IncidentChanged.What.DELETED;
    }

    static boolean isShown(MaintenanceChanged f) {
        return f.what() != MaintenanceChanged.What.DELETED;
    }

    private static void take(Known known, IncidentChanged f) {
        Incident incident = f.incident();
        if (isShown(f)) {
            known.incidents.put(incident.id(), incident);
            known.bound();
        } else {
            known.incidents.remove(incident.id());
        }
    }

    private static void take(Known known, MaintenanceChanged f) {
        Maintenance maintenance = f.maintenance();
        if (isShown(f)) {
            known.maintenances.put(maintenance.id(), maintenance);
        } else {
            known.maintenances.remove(maintenance.id());
        }
    }
}
