package dev.bellwether.console;

import dev.bellwether.model.Service;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which services an incident touches, and how: one choice a service.
///
/// @param rows the services shown, those chosen already first
/// @param more services that are not shown, because there are too many for a form
record AffectedForm(List<Row> rows, int more) {
    private static final int MOST = 300;

    record Row(String field, String name, String chosen) {}

    static final List<Option> STATES =
            List.of(
                    new Option("", "Not affected"),
                    new Option(Status.OPERATIONAL.name(), "Operational"),
                    new Option(Status.DEGRADED.name(), "Degraded"),
                    new Option(Status.PARTIAL_OUTAGE.name(), "Partial outage"),
                    new Option(Status.MAJOR_OUTAGE.name(), "Major outage"));

    static AffectedForm of(List<Service> services, Form form) {
        var chosen = new ArrayList<Row>();
        var others = new ArrayList<Row>();
        for (Service service : services) {
            String field = field(service.id());
            var row = new Row(field, service.name(), form.text(field));
            (row.chosen().isEmpty() ? others : chosen).add(row);
        }
        int shown = Math.min(others.size(), Math.max(0, MOST - chosen.size()));
        chosen.addAll(others.subList(0, shown));
        return new AffectedForm(List.copyOf(chosen), others.size() - shown);
    }

    static Form fill(Form form, Map<ServiceId, Status> affected) {
        affected.forEach((id, status) -> form.with(field(id), status.name()));
        return form;
    }

    static Map<ServiceId, Status> read(Form form, List<Service> services) {
        var affected = new LinkedHashMap<ServiceId, Status>();
        for (Service service : services) {
            String field = field(service.id());
            if (!form.text(field).isEmpty()) {
                affected.put(service.id(), form.choice(field, Status.class, Status.MAJOR_OUTAGE));
            }
        }
        return affected;
    }

    /// The ids of the services whose box is ticked, for what knows no states (maintenance).
    static Set<ServiceId> ticked(Form form, List<Service> services) {
        var ticked = new java.util.LinkedHashSet<ServiceId>();
        for (Service service : services) {
            if (form.chosen("affected", service.id().value())) {
                ticked.add(service.id());
            }
        }
        return ticked;
    }

    private static String field(ServiceId id) {
        return "affected." + id;
    }
}
