package dev.bellwether.incident;

import dev.bellwether.model.Actor;
import dev.bellwether.model.ImportTarget;
import dev.bellwether.model.Incident;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import java.util.List;

/// Where an imported page's history goes: into the rows of this room.
final class ImportedInto implements ImportTarget {
    private final IncidentRoom room;

    ImportedInto(IncidentRoom room) {
        this.room = room;
    }

    @Override
    public void services(OrganizationId organization, List<Service> services, Actor actor) {
        room.services().importAll(services, actor.name());
    }

    @Override
    public void incidents(OrganizationId organization, List<Incident> incidents, Actor actor) {
        room.incidents().importAll(incidents, actor.name());
    }

    @Override
    public void maintenances(
            OrganizationId organization, List<Maintenance> maintenances, Actor actor) {
        room.maintenances().importAll(maintenances, actor.name());
    }
}
