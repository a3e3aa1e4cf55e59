package dev.bellwether.statuspage;

import dev.bellwether.model.Impact;
import dev.bellwether.model.Status;

/// The one sentence that says how the page stands: the worst of its components and of its open
/// incidents.
enum Banner {
    UP("none", "All Systems Operational"),
    SOME_UNKNOWN("none", "No Known Problems, Some Systems Not Known"),
    UNKNOWN("unknown", "System Status Not Known"),
    MAINTENANCE("maintenance", "Service Under Maintenance"),
    MINOR("minor", "Partially Degraded Service"),
    MAJOR("major", "Partial System Outage"),
    CRITICAL("critical", "Major Service Outage");

    private final String indicator;
    private final String description;

    Banner(String indicator, String description) {
        this.indicator = indicator;
        this.description = description;
    }

    String indicator() {
        return indicator;
    }

    /// In Statuspage's own English, for its clients.
    String description() {
        return description;
    }

    /// Components decide, as on Statuspage: one of many in major outage is a partial outage of the
    /// system. Open incidents can make it worse, never better.
    static Banner of(PageView view) {
        Banner worst = ofComponents(view);
        for (IncidentView incident : view.open()) {
            Banner banner = ofImpact(incident.impact(), view);
            if (banner.compareTo(worst) > 0) {
                worst = banner;
            }
        }
        return worst;
    }

    private static Banner ofComponents(PageView view) {
        return switch (view.worst()) {
            case OPERATIONAL -> UP;
            case UNKNOWN -> view.all(Status.UNKNOWN) ? UNKNOWN : SOME_UNKNOWN;
            case MAINTENANCE -> MAINTENANCE;
            case DEGRADED -> MINOR;
            case PARTIAL_OUTAGE -> MAJOR;
            case MAJOR_OUTAGE -> view.mostly(Status.MAJOR_OUTAGE) ? CRITICAL : MAJOR;
        };
    }

    private static Banner ofImpact(Impact impact, PageView view) {
        return switch (impact) {
            case NONE -> UP;
            case MAINTENANCE -> MAINTENANCE;
            case MINOR -> MINOR;
            case MAJOR -> MAJOR;
            case CRITICAL -> view.any(Status.OPERATIONAL) ? MAJOR : CRITICAL;
        };
    }
}
