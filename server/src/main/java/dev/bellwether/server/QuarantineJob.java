package dev.bellwether.server;

import dev.bellwether.guard.Guard;
import dev.bellwether.guard.Quarantine;
import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.Job;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/// Has the guard put into quarantine who stands accused, and writes into the audit log what it did.
/// It acts first: a database that is away keeps nothing out of quarantine, and is told later.
final class QuarantineJob implements Job {
    private static final Duration EACH = Duration.ofSeconds(5);
    private static final Actor GUARD = Actor.automation("guard", "The guard");

    private final Guard guard;
    private final Store store;
    private final Supplier<Optional<OrganizationId>> owner;
    private final Deque<Quarantine> unsaid = new ArrayDeque<>();

    /// @param owner whose guard it is; empty while that is not known
    QuarantineJob(Guard guard, Store store, Supplier<Optional<OrganizationId>> owner) {
        this.guard = guard;
        this.store = store;
        this.owner = owner;
    }

    @Override
    public String name() {
        return "guard-quarantine";
    }

    @Override
    public Instant run(Instant now) {
        unsaid.addAll(guard.isolateAccused());
        if (!unsaid.isEmpty()) {
            owner.get().ifPresent(this::say);
        }
        return now.plus(EACH);
    }

    private void say(OrganizationId organization) {
        while (!unsaid.isEmpty()) {
            Quarantine one = unsaid.getFirst();
            store.run(tx ->
                    tx.journal(
                            organization,
                            new Audited(
                                    GUARD,
                                    "guard.quarantined",
                                    "guard",
                                    "%s until %s: %s"
                                            .formatted(one.name(), one.until(), one.why()))));
            unsaid.removeFirst();
        }
    }
}
