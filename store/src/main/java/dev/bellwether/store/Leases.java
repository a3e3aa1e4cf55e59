package dev.bellwether.store;

import java.time.Duration;

/// Named rights to do a thing, held by one node for a time.
public final class Leases {
    private final Store store;

    Leases(Store store) {
        this.store = store;
    }

    /// Takes or prolongs the lease `name` for `holder`. False when somebody else holds it.
    public boolean acquire(String name, String holder, Duration term) {
        return store.write(tx ->
                tx.sql()
                                .createUpdate(
                                        """
                                        INSERT INTO lease (name, holder, until) VALUES (:name, :holder, :until)
                                        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
                                        WHERE lease.holder = excluded.holder OR lease.until <= :now
                                        """)
                                .bind("name", name)
                                .bind("holder", holder)
                                .bind("until", tx.now().plus(term))
                                .bind("now", tx.now())
                                .execute()
                        == 1);
    }

    /// Gives the lease back, if `holder` has it.
    public void release(String name, String holder) {
        store.run(tx ->
                tx.sql()
                        .createUpdate("DELETE FROM lease WHERE name = :name AND holder = :holder")
                        .bind("name", name)
                        .bind("holder", holder)
                        .execute());
    }
}
