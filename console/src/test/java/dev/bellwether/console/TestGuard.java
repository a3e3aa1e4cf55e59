package dev.bellwether.console;

import dev.bellwether.guard.Controls;
import dev.bellwether.guard.Guard;
import dev.bellwether.guard.GuardDesk;
import dev.bellwether.guard.GuardOrder;
import dev.bellwether.guard.GuardSettings;
import dev.bellwether.guard.GuardStatus;
import dev.bellwether.guard.MemoryLog;
import dev.bellwether.model.Actor;
import dev.bellwether.model.OrganizationId;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A real guard that does not listen, of the test's organization; none until it is made.
final class TestGuard implements GuardDesk {
    final List<String> audit = new ArrayList<>();
    private Optional<Guard> guard = Optional.empty();

    void make(InstantSource clock) {
        guard =
                Optional.of(
                        new Guard(
                                new GuardSettings(
                                        List.of(URI.create("http://127.0.0.1:9")),
                                        "127.0.0.1",
                                        0,
                                        1L << 30,
                                        256L << 20,
                                        48L << 20,
                                        Duration.ofSeconds(30),
                                        new GuardSettings.Login("default", ""),
                                        Controls.Mode.FULL,
                                        Optional.empty()),
                                clock));
    }

    private Optional<Guard> of(OrganizationId organization) {
        return guard.filter(_ -> organization.equals(World.ORG));
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
        of(organization).orElseThrow().carryOut(order);
        audit.add(actor.name() + ": " + order.says());
    }
}
