package dev.bellwether.watch;

import dev.bellwether.model.CheckId;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.store.Store;
import java.util.Optional;

/// What stands in the database, for tests.
final class VerdictRowsOf {
    private VerdictRowsOf() {}

    /// The evidence of a check's newest verdict.
    static Evidence last(Store store, OrganizationId organization, CheckId check) {
        var verdicts = new Verdicts(store);
        var newest = verdicts.list(organization, check, Optional.empty(), 1).items().getFirst();
        return verdicts.evidence(organization, newest.verdict());
    }
}
