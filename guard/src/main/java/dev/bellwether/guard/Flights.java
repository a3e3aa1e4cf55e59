package dev.bellwether.guard;

import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All that is in flight, by query id. Safe for several threads.
final class Flights {
    private final ConcurrentHashMap<String, Flight> all = new ConcurrentHashMap<>();

    void begin(Flight flight) {
        all.put(flight.id(), flight);
    }

    void end(Flight flight) {
        all.remove(flight.id(), flight);
    }

    Optional<Flight> of(String id) {
        return Optional.ofNullable(all.get(id));
    }

    Collection<Flight> on(String node) {
        return all.values().stream().filter(one -> one.node().equals(node)).toList();
    }

    /// Forms of what is in flight on a node.
    Set<Long> forms(String node) {
        var forms = new HashSet<Long>();
        for (Flight one : on(node)) {
            if (one.statement() instanceof Statement.Read(_, Fingerprint form, _)) {
                forms.add(form.hash());
            }
        }
        return forms;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }
}
