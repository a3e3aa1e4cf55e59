package dev.bellwether.api;

import dev.bellwether.analytics.CheckHistory;
import dev.bellwether.analytics.EventStore;
import dev.bellwether.experiment.CampaignRoom;
import dev.bellwether.experiment.FlagRoom;
import dev.bellwether.guard.GuardDesk;
import dev.bellwether.incident.IncidentRoom;
import dev.bellwether.model.Secrets;
import dev.bellwether.notify.Notify;
import dev.bellwether.oncall.OnCall;
import dev.bellwether.people.CodeCarrier;
import dev.bellwether.people.People;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.statuspage.Subscribers;
import dev.bellwether.store.Store;
import dev.bellwether.watch.Checks;
import dev.bellwether.watch.Providers;
import dev.bellwether.watch.Verdicts;
import dev.bellwether.watch.Watch;

/// The doors that the API opens.
///
/// @param secrets keeps answers that are told again out of the database's plain text
/// @param codes brings the codes that prove a contact method
public record ApiRooms(
        Store store,
        Secrets secrets,
        People people,
        CodeCarrier codes,
        Watch watch,
        Checks checks,
        Verdicts verdicts,
        Providers providers,
        CheckHistory history,
        EventStore events,
        FlagRoom flags,
        CampaignRoom campaigns,
        IncidentRoom incidents,
        OnCall oncall,
        Notify messages,
        StatusPages pages,
        PublishedPages published,
        Subscribers subscribers,
        GuardDesk guard) {}
