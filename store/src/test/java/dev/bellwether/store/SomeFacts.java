package dev.bellwether.store;

import dev.bellwether.model.Actor;
import dev.bellwether.model.Audited;
import dev.bellwether.model.OrganizationId;

/// Facts to write when it does not matter which.
final class SomeFacts {
    static final OrganizationId ACME = new OrganizationId("acme");

    private SomeFacts() {}

    static Audited fact(String subject) {
        return new Audited(Actor.automation("test", "test"), "tested", subject, "");
    }

    static void write(Store store, String subject) {
        store.run(tx -> tx.journal(ACME, fact(subject)));
    }

    static long count(Store store, String table) {
        return store.read(
                sql -> sql.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
    }
}
