package dev.bellwether.watch;

import dev.bellwether.model.ProviderId;
import dev.bellwether.model.ProviderIncident;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is known of a provider now.
///
/// @param status what its page says; UNKNOWN while the page cannot be read or was never read
/// @param lastKnown the last status that was read, whatever happened since; UNKNOWN when none was
/// @param words the provider's own words for `lastKnown`, such as `All Systems Operational`
/// @param reason why `status` is UNKNOWN; empty otherwise
/// @param confirmed the page is known to be the provider's; what an unconfirmed one says is shown
///   but raises no signal
/// @param reader name of the reader that understands the page; empty before first contact
/// @param contact when the page was last read well: the age of `lastKnown`
/// @param since when `status` became what it is
/// @param incidents those open now, newest first
/// @param updates what was said about the incidents and maintenances, newest first
public record ProviderState(
        ProviderId provider,
        Status status,
        Status lastKnown,
        String words,
        String reason,
        boolean confirmed,
        String reader,
        Optional<Instant> contact,
        Optional<Instant> since,
        List<ProviderIncident> incidents,
        List<ProviderUpdate> updates,
        List<ProviderComponent> components,
        List<ProviderMaintenance> maintenances) {
    public ProviderState {
        incidents = List.copyOf(incidents);
        updates = List.copyOf(updates);
        components = List.copyOf(components);
        maintenances = List.copyOf(maintenances);
    }

    /// Nothing read yet.
    ///
    /// @param reason why not
    static ProviderState unread(Provider provider, String reason) {
        return new ProviderState(
                provider.id(),
                Status.UNKNOWN,
                Status.UNKNOWN,
                "",
                reason,
                provider.isVouchedFor(),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /// The same, read again at `now`.
    ProviderState readAt(Instant now) {
        return new ProviderState(
                provider,
                status,
                lastKnown,
                words,
                reason,
                confirmed,
                reader,
                Optional.of(now),
                since,
                incidents,
                updates,
                components,
                maintenances);
    }

    /// The same, but the page cannot be read or believed.
    ProviderState unreadable(String why, boolean stillConfirmed, Instant now) {
        return new ProviderState(
                provider,
                Status.UNKNOWN,
                lastKnown,
                words,
                why,
                stillConfirmed,
                reader,
                contact,
                status == Status.UNKNOWN && since.isPresent() ? since : Optional.of(now),
                incidents,
                updates,
                components,
                maintenances);
    }

    /// The part called `name`: by the provider's id, by its name, by `Group / Name` or its path; a
    /// whole group or region by its name or path, as the worst of its parts.
    Optional<ProviderComponent> component(String name) {
        return components.stream()
                .filter(c -> c.id().equals(name))
                .findFirst()
                .or(() ->
                        components.stream()
                                .filter(c -> c.name().equalsIgnoreCase(name))
                                .findFirst())
                .or(() -> byPath(ProviderComponent.path(name)));
    }

    private Optional<ProviderComponent> byPath(String path) {
        List<ProviderComponent> inside =
                components.stream()
                        .filter(c -> !path.isEmpty() && (c.path() + "/").startsWith(path + "/"))
                        .toList();
        Optional<ProviderComponent> exact =
                inside.stream().filter(c -> c.path().equals(path)).findFirst();
        if (exact.isPresent() || inside.isEmpty()) {
            return exact;
        }
        ProviderComponent worst =
                inside.stream()
                        .reduce((a, b) -> a.status().worse(b.status()) == a.status() ? a : b)
                        .orElseThrow();
        return Optional.of(
                new ProviderComponent(
                        path, worst.name(), worst.group(), worst.status(), worst.words()));
    }
}
