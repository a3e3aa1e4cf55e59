package dev.bellwether.model;

import java.util.List;

/// Where an import puts what it read, in this order. Saving a thing again whose id is there already
/// replaces it, so that an import can be repeated.
public interface ImportTarget {
    void services(OrganizationId organization, List<Service> services, Actor actor);

    void incidents(OrganizationId organization, List<Incident> incidents, Actor actor);

    void maintenances(OrganizationId organization, List<Maintenance> maintenances, Actor actor);
}
