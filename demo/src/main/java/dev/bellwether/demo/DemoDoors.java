package dev.bellwether.demo;

import dev.bellwether.analytics.EventStore;
import dev.bellwether.experiment.CampaignRoom;
import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.CheckResults;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.people.People;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.store.Store;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Providers;
import java.net.URI;

/// The doors through which the world is set up: those that everybody uses.
///
/// @param address where console and page are
public record DemoDoors(
        Store store,
        People people,
        Checks checks,
        Providers providers,
        IncidentRoom incidents,
        OnCall oncall,
        StatusPages pages,
        CheckResults results,
        EventStore events,
        CampaignRoom campaigns,
        URI address) {}
