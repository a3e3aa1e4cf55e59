package dev.bellwether.watch;

import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import java.util.List;

/// What a page says, in our vocabulary and in its own words.
///
/// @param name what the page calls itself
/// @param incidents those open, newest first
record ProviderReading(
        String name,
        Status status,
        String words,
        List<ProviderIncident> incidents,
        List<ProviderUpdate> updates,
        List<ProviderComponent> components,
        List<ProviderMaintenance> maintenances) {
    ProviderReading named(String called) {
        return new ProviderReading(
                called, status, words, incidents, updates, components, maintenances);
    }
}
