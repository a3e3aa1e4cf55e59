package dev.bellwether.console;

import dev.bellwether.analytics.CheckHistory;
import dev.bellwether.people.CodeCarrier;
import dev.bellwether.people.People;
import dev.bellwether.people.SignedAlertLinks;
import dev.bellwether.statuspage.PublishedPages;
import dev.bellwether.statuspage.StatusPages;
import dev.bellwether.store.Store;
import dev.bellwether.watch.Providers;

/// The doors that the console opens.
///
/// @param codes brings the codes that prove a contact method
/// @param links reads the tokens of acknowledge links
public record Rooms(
        Store store,
        People people,
        CodeCarrier codes,
        SignedAlertLinks links,
        CheckHistory history,
        Providers providers,
        StatusPages pages,
        PublishedPages published) {}
