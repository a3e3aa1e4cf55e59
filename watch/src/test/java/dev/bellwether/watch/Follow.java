package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.store.Store;
import java.util.List;
import java.util.Optional;

/// A check that refers to a provider.
final class Follow {
    private Follow() {}

    static void check(Store store, OrganizationId organization, ProviderId provider) {
        store.run(tx ->
                CheckRows.save(
                        tx,
                        new Check(
                                new CheckId(tx.newId()),
                                organization,
                                new ServiceId("shop"),
                                "Provider",
                                new CheckSpec.ProviderPage(provider, Optional.empty()),
                                Check.DEFAULT_INTERVAL,
                                Check.DEFAULT_TIMEOUT,
                                Optional.empty(),
                                Status.MAJOR_OUTAGE,
                                Check.Recovery.DEFAULT,
                                List.of(),
                                false),
                        Optional.empty()));
    }
}
