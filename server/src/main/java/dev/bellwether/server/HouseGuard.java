package dev.bellwether.server;

import dev.bellwether.guard.Guard;
import dev.bellwether.guard.GuardDesk;
import dev.bellwether.guard.GuardOrder;
import dev.bellwether.guard.GuardStatus;
import dev.bellwether.guard.MemoryLog;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.InvalidInput;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.Organization;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Service;
import java.util.List;
import java.util.Optional;

/// This process's guard for people and programs. It is the organization's whose service
/// `guard.service` names; while that names none it is the only organization's, and where there are
/// several nobody's.
final class HouseGuard implements GuardDesk {
    private final Optional<Guard> guard;
    private final GuardConfig config;
    private final Rooms rooms;

    HouseGuard(Optional<Guard> guard, GuardConfig config, Rooms rooms) {
        this.guard = guard;
        this.config = config;
        this.rooms = rooms;
    }

    @Override
    public Optional<GuardStatus> status(OrganizationId organization) {
        return of(organization).map(Guard::status);
    }

    @Override
    public List<MemoryLog.NodeMemory> memory(OrganizationId organization) {
        return of(organization).map(Guard::memory).orElse(List.of());
    }

    @Override
    public void order(OrganizationId organization, GuardOrder order, Actor actor) {
        Guard one = of(organization).orElseThrow(() -> new NotFound("guard", "this server's"));
        rooms.store()
                .run(tx -> {
                    tx.journal(
                            organization,
                            new Audited(actor, "guard.switched", "guard", order.says()));
                    try {
                        one.carryOut(order);
                    } catch (IllegalArgumentException e) {
                        throw new InvalidInput("value", String.valueOf(e.getMessage()));
                    }
                });
    }

    private Optional<Guard> of(OrganizationId organization) {
        return guard.filter(_ -> owner().filter(organization::equals).isPresent());
    }

    private Optional<OrganizationId> owner() {
        return owner(config, rooms);
    }

    /// Whose guard it is; empty while that is not known.
    static Optional<OrganizationId> owner(GuardConfig config, Rooms rooms) {
        List<Service> named = GuardedService.named(config, rooms);
        if (named.size() == 1) {
            return Optional.of(named.getFirst().organization());
        }
        List<Organization> all = rooms.people().organizations();
        return all.size() == 1 ? Optional.of(all.getFirst().id()) : Optional.empty();
    }
}
