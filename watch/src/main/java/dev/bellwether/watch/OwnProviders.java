package dev.bellwether.watch;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.NotFound;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.store.Tx;
import java.util.List;
import java.util.Optional;

/// Providers that an organization added. Their ids begin with the organization's, so they are
/// unique without being looked up elsewhere.
final class OwnProviders {
    private OwnProviders() {}

    static Provider save(
            Tx tx,
            OrganizationId organization,
            Optional<ProviderId> id,
            ProviderDraft draft,
            int most) {
        if (organization.equals(OrganizationId.SYSTEM)) {
            throw new NotFound("organization", organization.value());
        }
        ProviderId named = id.orElseGet(() -> idOf(organization, draft.name()));
        Optional<Provider> known = ProviderRows.find(tx.sql(), named);
        Optional<Provider> before =
                known.filter(provider -> provider.organization().equals(organization));
        if (id.isPresent() && before.isEmpty()) {
            throw new NotFound("provider", named.value());
        }
        if (id.isEmpty() && known.isPresent()) {
            throw new Conflict("There is a provider called '" + known.get().name() + "' already");
        }
        boolean isFull =
                before.isEmpty() && ProviderRows.own(tx.sql(), organization, most).size() >= most;
        if (isFull) {
            throw new Conflict("There are " + most + " own providers already");
        }
        var provider =
                new Provider(
                        named,
                        organization,
                        draft.name().strip(),
                        draft.category().strip(),
                        draft.homepage().strip(),
                        draft.page().strip(),
                        "unknown",
                        "",
                        Provider.Trust.ENTERED);
        ProviderRows.save(tx, organization, List.of(provider));
        return provider;
    }

    private static ProviderId idOf(OrganizationId organization, String name) {
        String slug = String.join("-", ProviderName.words(name)).replaceAll("[^a-z0-9-]", "");
        String id = organization.value() + "." + (slug.isEmpty() ? "provider" : slug);
        return new ProviderId(id.length() > 64 ? id.substring(0, 64) : id);
    }
}
