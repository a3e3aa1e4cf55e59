package dev.bellwether.console;

import dev.bellwether.analytics.CheckHistory;
import dev.bellwether.experiment.CampaignRoom;
import dev.bellwether.experiment.FlagRoom;
import dev.bellwether.guard.GuardDesk;
import dev.bellwether.incident.Changes;
import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.incident.Incidents;
import dev.bellwether.incident.Maintenances;
import dev.bellwether.incident.Postmortems;
import dev.bellwether.incident.ServiceStatuses;
import dev.bellwether.incident.Services;
import dev.bellwether.incident.Suspects;
import dev.bellwether.notify.Notify;
import dev.bellwether.oncall.Alerts;
import dev.bellwether.oncall.CalendarFeeds;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.oncall.Overrides;
import dev.bellwether.oncall.Policies;
import dev.bellwether.oncall.Rota;
import dev.bellwether.oncall.Schedules;
import dev.bellwether.oncall.Swaps;
import dev.bellwether.people.CodeCarrier;
import dev.bellwether.people.People;
import dev.bellwether.people.SignedAlertLinks;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.statuspage.Subscribers;
import dev.bellwether.store.Store;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Providers;
import dev.bellwether.watch.Verdicts;
import dev.bellwether.watch.Watch;

/// The doors that the console opens.
///
/// @param codes brings the codes that prove a contact method
/// @param setup the set-up as a file
/// @param guard of ClickHouse, if one runs here
/// @param links reads the tokens of acknowledge links
public record Rooms(
        Store store,
        People people,
        CodeCarrier codes,
        SignedAlertLinks links,
        Checks checks,
        Verdicts verdicts,
        Watch watch,
        Providers providers,
        CheckHistory history,
        FlagRoom flags,
        CampaignRoom campaigns,
        IncidentRoom incident,
        OnCall oncall,
        StatusPages pages,
        PublishedPages published,
        Subscribers subscribers,
        Notify messages,
        SetupDesk setup,
        GuardDesk guard) {

    Services services() {
        return incident.services();
    }

    Incidents incidents() {
        return incident.incidents();
    }

    Postmortems postmortems() {
        return incident.postmortems();
    }

    Suspects suspects() {
        return incident.suspects();
    }

    Changes changes() {
        return incident.changes();
    }

    Maintenances maintenances() {
        return incident.maintenances();
    }

    ServiceStatuses statuses() {
        return incident.statuses();
    }

    Policies policies() {
        return oncall.policies();
    }

    Schedules schedules() {
        return oncall.schedules();
    }

    Rota rota() {
        return oncall.rota();
    }

    Overrides overrides() {
        return oncall.overrides();
    }

    Swaps swaps() {
        return oncall.swaps();
    }

    CalendarFeeds feeds() {
        return oncall.feeds();
    }

    Alerts alerts() {
        return oncall.alerts();
    }
}
