package dev.bellwether.api;

import dev.bellwether.guard.GuardDesk;
import dev.bellwether.guard.GuardOrder;
import dev.bellwether.guard.GuardStatus;
import dev.bellwether.guard.MemoryLog;
import dev.bellwether.model.Actor;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import java.util.List;
import java.util.Optional;

/// Where no guard runs: what it answers with one is tried over the whole program.
final class NoGuard implements GuardDesk {
    @Override
    public Optional<GuardStatus> status(OrganizationId organization) {
        return Optional.empty();
    }

    @Override
    public List<MemoryLog.NodeMemory> memory(OrganizationId organization) {
        return List.of();
    }

    @Override
    public void order(OrganizationId organization, GuardOrder order, Actor actor) {
        throw new NotFound("guard", "this server's");
    }
}
