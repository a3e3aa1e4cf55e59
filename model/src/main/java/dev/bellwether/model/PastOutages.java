package dev.bellwether.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// When services were in an outage, as the journal's lines told it in their order. For one thread.
public final class PastOutages {
    private record Span(Instant from, Instant until) {}

    private final Map<ServiceId, List<Span>> over = new HashMap<>();
    private final Map<ServiceId, Instant> open = new HashMap<>();

    /// @param at when the line was written
    public void take(ServiceStatusChanged changed, Instant at) {
        if (changed.to().isOutage()) {
            open.putIfAbsent(changed.service(), changed.at());
            return;
        }
        Instant from = open.remove(changed.service());
        if (from != null) {
            over.computeIfAbsent(changed.service(), _ -> new ArrayList<>()).add(new Span(from, at));
        }
    }

    /// Whether a service was in an outage at any time between two instants.
    public boolean met(ServiceId service, Instant from, Instant until) {
        Instant since = open.get(service);
        return since != null && !since.isAfter(until)
                || over.getOrDefault(service, List.of()).stream()
                        .anyMatch(o -> !o.from().isAfter(until) && !o.until().isBefore(from));
    }
}
