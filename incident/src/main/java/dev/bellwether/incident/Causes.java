package dev.bellwether.incident;

import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whose trouble the trouble of a service is. Pure.
///
/// A service upstream is a possible cause when its trouble began about when the service's did (the
/// window, in both directions: checks have their beats, so the consequence may be seen first), and
/// when it is grave enough: what is only degraded explains what is degraded, never what is down. Of
/// several the cause is one that no other of them explains; of those the earliest.
final class Causes {
    /// How long a service may still be down after its cause has recovered before it stands on its
    /// own.
    static final Duration OUTLIVED = Duration.ofMinutes(5);

    private Causes() {}

    /// A service upstream in trouble.
    ///
    /// @param needs all it depends on, directly or through others
    record Upstream(
            ServiceId service, String name, Status worst, Instant since, Set<ServiceId> needs) {
        Upstream {
            needs = Set.copyOf(needs);
        }
    }

    /// The possible causes, the most likely first; empty when the trouble is the service's own.
    static List<Upstream> of(
            Status worst, Instant since, Duration window, Collection<Upstream> upstream) {
        List<Upstream> possible =
                upstream.stream()
                        .filter(one -> explains(one.worst(), worst))
                        .filter(one -> isAbout(one.since(), since, window))
                        .toList();
        return possible.stream()
                .sorted(
                        Comparator.comparing((Upstream one) ->
                                        possible.stream()
                                                .anyMatch(other ->
                                                        one.needs().contains(other.service())))
                                .thenComparing(Upstream::since)
                                .thenComparing(one -> one.service().value()))
                .toList();
    }

    static boolean explains(Status cause, Status consequence) {
        return cause.isOutage() || cause.isTrouble() && !consequence.isOutage();
    }

    static boolean isAbout(Instant one, Instant other, Duration window) {
        return Duration.between(one, other).abs().compareTo(window) <= 0;
    }

    /// All that can be reached from `from` along `edges`, itself left out unless it is on a cycle.
    static Set<ServiceId> reach(ServiceId from, Map<ServiceId, Set<ServiceId>> edges) {
        var reached = new HashSet<ServiceId>();
        var ahead = new java.util.ArrayDeque<>(edges.getOrDefault(from, Set.of()));
        while (!ahead.isEmpty()) {
            ServiceId next = ahead.pop();
            if (reached.add(next)) {
                ahead.addAll(edges.getOrDefault(next, Set.of()));
            }
        }
        return reached;
    }
}
