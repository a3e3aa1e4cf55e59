package dev.bellwether.server;

import dev.bellwether.guard.Blame;
import dev.bellwether.guard.BlameAlarms;
import dev.bellwether.model.Organization;
import dev.bellwether.model.Service;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The service that `guard.service` names, and the alarms that degrade it. It may be made after the
/// start: until it is there nobody looks who stands accused, so that no alarm is lost.
final class GuardedService {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedService.class);

    private final GuardConfig config;
    private final String node;
    private final Blame blame;
    private final Rooms rooms;
    private Optional<BlameAlarms> alarms = Optional.empty();
    private boolean hasTold;

    /// @param node the name of this one, of those that share the database
    GuardedService(GuardConfig config, String node, Blame blame, Rooms rooms) {
        this.node = node;
        this.config = config;
        this.blame = blame;
        this.rooms = rooms;
    }

    void look(Instant now) {
        if (alarms.isEmpty()) {
            alarms = found();
        }
        alarms.ifPresent(one -> one.look(now));
    }

    /// Services that `guard.service` may mean, two at most; none when it says nothing.
    static List<Service> named(GuardConfig config, Rooms rooms) {
        if (config.service().isEmpty()) {
            return List.of();
        }
        return rooms.people().organizations().stream()
                .map(Organization::id)
                .flatMap(id -> rooms.incidents().services().list(id).stream())
                .filter(service -> isIt(service, config.service()))
                .limit(2)
                .toList();
    }

    private Optional<BlameAlarms> found() {
        List<Service> found = named(config, rooms);
        if (found.size() == 1) {
            Service service = found.getFirst();
            return Optional.of(
                    new BlameAlarms(
                            blame,
                            rooms.incidents().guardAlarms(node),
                            service.organization(),
                            service.id(),
                            config.published()));
        }
        if (!hasTold) {
            hasTold = true;
            LOG.warn(
                    "guard.service: '{}' is {}; until then nobody is told which release sends heavy"
                            + " queries but those who ask `bellwether guard status`",
                    config.service(),
                    found.isEmpty()
                            ? "no service here: make one of that name, or set the name or id of"
                                    + " another"
                            : "the name of several services: set the id of one, as"
                                    + " the address of its page in the console has it");
        }
        return Optional.empty();
    }

    private static boolean isIt(Service service, String named) {
        return service.id().value().equals(named) || service.name().equals(named);
    }
}
