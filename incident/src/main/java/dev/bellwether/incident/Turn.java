package dev.bellwether.incident;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Tx;

/// One at a time changes an organization's incidents: signals, timers, people, on whichever node.
/// What is read after the turn was taken is so until commit.
final class Turn {
    private Turn() {}

    static void take(Tx tx, OrganizationId organization) {
        if (tx.isAlone()) {
            return;
        }
        tx.sql()
                .createUpdate(
                        """
                        INSERT INTO incident_turn (organization, taken) VALUES (:organization, 1)
                        ON CONFLICT (organization) DO UPDATE SET taken = incident_turn.taken + 1
                        """)
                .bind("organization", organization)
                .execute();
    }
}
