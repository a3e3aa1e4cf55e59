package dev.bellwether.guard;

import dev.bellwether.model.Actor;
import dev.bellwether.model.OrganizationId;
import java.util.List;
import java.util.Optional;

/// The guard as an organization's people see and switch it. A guard is one organization's; to the
/// others there is none. Safe for several threads.
public interface GuardDesk {
    /// Empty where no guard runs in this process, or it is not theirs.
    Optional<GuardStatus> status(OrganizationId organization);

    /// Memory of each node over the last hour; empty like [#status].
    List<MemoryLog.NodeMemory> memory(OrganizationId organization);

    /// Does it, and writes into the audit log who told it to.
    ///
    /// @throws dev.bellwether.model.NotFound when there is no guard, or no such query
    /// @throws dev.bellwether.model.InvalidInput when a block names nothing, ends too late or in
    ///   the past, or there are too many
    void order(OrganizationId organization, GuardOrder order, Actor actor);
}
