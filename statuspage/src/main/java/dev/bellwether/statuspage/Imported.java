package dev.bellwether.statuspage;

import dev.bellwether.model.Component;
import dev.bellwether.model.ComponentGroup;
import dev.bellwether.model.Incident;
import dev.bellwether.model.Maintenance;
import dev.bellwether.model.Service;
import java.util.List;

/// A foreign page in our words.
record Imported(
        String id,
        String name,
        String timeZone,
        List<Service> services,
        List<ComponentGroup> groups,
        List<Component> components,
        List<Incident> incidents,
        List<Maintenance> maintenances) {}
