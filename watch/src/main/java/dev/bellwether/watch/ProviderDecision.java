package dev.bellwether.watch;

import dev.bellwether.model.ProviderChanged;
import dev.bellwether.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What becomes of the state of a provider. Pure.
///
/// *Trust.* A page counts as the provider's when two lists agree on its address or a person entered
/// it; any other only after first contact: it answered in a shape we know and its own name fits. A
/// page under another name is believed by nobody, however well it was known before: the provider is
/// UNKNOWN until the name fits again.
///
/// *Signals.* A change is journalled when what the page says changes, and only of a confirmed page.
/// That a page was read for the first time and all is well is no change. That it cannot be read is
/// our blindness, not the provider's word: it is journalled only where a check depends on it.
record ProviderDecision(ProviderState state, List<ProviderChanged> facts) {
    private static final int COMPONENT_FACTS = 50;

    static ProviderDecision on(
            Provider provider,
            ProviderState before,
            ProviderEvent event,
            boolean followed,
            Instant now) {
        ProviderState after = after(provider, before, event, now);
        return new ProviderDecision(after, facts(before, after, followed, now));
    }

    private static ProviderState after(
            Provider provider, ProviderState before, ProviderEvent event, Instant now) {
        return switch (event) {
            case ProviderEvent.Read read when !ProviderName.fits(provider, read.reading().name()) ->
                    before.unreadable(stranger(provider, read.reading().name()), false, now);
            case ProviderEvent.Read read -> read(provider, before, read, now);
            case ProviderEvent.Same _ ->
                    before.status() == Status.UNKNOWN ? again(before, now) : before.readAt(now);
            case ProviderEvent.Unreadable(String reason) ->
                    before.unreadable(reason, before.confirmed(), now);
        };
    }

    private static String stranger(Provider provider, String name) {
        return name.isEmpty()
                ? "The page does not tell whose it is"
                : "The page calls itself '"
                        + name
                        + "', which does not fit '"
                        + provider.name()
                        + "'";
    }

    private static ProviderState read(
            Provider provider, ProviderState before, ProviderEvent.Read event, Instant now) {
        ProviderReading said = event.reading();
        return new ProviderState(
                provider.id(),
                said.status(),
                said.status(),
                said.words(),
                said.status() == Status.UNKNOWN
                        ? "The page says '" + said.words() + "', a word we do not know"
                        : "",
                true,
                event.reader(),
                Optional.of(now),
                said.status() == before.status() && before.since().isPresent()
                        ? before.since()
                        : Optional.of(now),
                said.incidents(),
                said.updates(),
                said.components(),
                said.maintenances());
    }

    /// Unchanged since it was read well, so what it said then holds again.
    private static ProviderState again(ProviderState before, Instant now) {
        return new ProviderState(
                before.provider(),
                before.lastKnown(),
                before.lastKnown(),
                before.words(),
                before.lastKnown() == Status.UNKNOWN ? before.reason() : "",
                before.confirmed(),
                before.reader(),
                Optional.of(now),
                before.lastKnown() == Status.UNKNOWN ? before.since() : Optional.of(now),
                before.incidents(),
                before.updates(),
                before.components(),
                before.maintenances());
    }

    private static List<ProviderChanged> facts(
            ProviderState before, ProviderState after, boolean followed, Instant now) {
        boolean isFirst = before.contact().isEmpty() && before.lastKnown() == Status.UNKNOWN;
        boolean allWell =
                !after.status().isTrouble()
                        && after.status() != Status.UNKNOWN
                        && after.incidents().isEmpty();
        boolean isBelieved = after.confirmed() || before.confirmed();
        if (!isBelieved || (isFirst && (allWell || after.status() == Status.UNKNOWN))) {
            return List.of();
        }
        Status from = followed ? before.status() : before.lastKnown();
        Status to = followed ? after.status() : after.lastKnown();
        var facts = new ArrayList<ProviderChanged>();
        if (from != to || !before.incidents().equals(after.incidents())) {
            facts.add(
                    new ProviderChanged(
                            after.provider(),
                            Optional.empty(),
                            from,
                            to,
                            to == Status.UNKNOWN ? after.reason() : after.words(),
                            after.incidents(),
                            now));
        }
        if (!isFirst) {
            components(before, after, now, facts);
        }
        return facts;
    }

    private static void components(
            ProviderState before, ProviderState after, Instant now, List<ProviderChanged> facts) {
        Map<String, Status> known = new HashMap<>();
        before.components().forEach(c -> known.put(c.id(), c.status()));
        for (ProviderComponent component : after.components()) {
            Status from = known.getOrDefault(component.id(), component.status());
            if (from != component.status() && facts.size() <= COMPONENT_FACTS) {
                facts.add(
                        new ProviderChanged(
                                after.provider(),
                                Optional.of(component.name()),
                                from,
                                component.status(),
                                component.words(),
                                List.of(),
                                now));
            }
        }
    }
}
