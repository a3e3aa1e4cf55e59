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
        return put(tx, organization, named, draft, most);
    }

    static Provider put(
            Tx tx, OrganizationId organization, ProviderId named, ProviderDraft draft, int most) {
        Optional<Provider> before =
                ProviderRows.find(tx.sql(), named)
                        .filter(provider -> provider.organization().equals(organization));
        boolean isFull =
                before.isEmpty() && ProviderRows.own(tx.sql(), organization, most).size() >= most;
        if (isFull) {
            throw new Conflict("There are " + most + " own providers already");
        }
        Provider provider = provider(named, organization, draft);
        before.ifPresent(was -> forget(tx, was, provider));
        ProviderRows.save(tx, organization, List.of(provider));
        return provider;
    }

    static Provider provider(ProviderId id, OrganizationId organization, ProviderDraft draft) {
        String page = draft.page().strip();
        return new Provider(
                id,
                organization,
                draft.name().strip(),
                draft.category().strip(),
                draft.homepage().strip(),
                page,
                ReaderKinds.platform(draft.reader()),
                ReaderKinds.feed(draft.reader(), page),
                Provider.Trust.ENTERED);
    }

    /// What was found at another address, or by another reader, does not hold.
    static void forget(Tx tx, Provider before, Provider now) {
        if (!before.isReadAs(now)) {
            ProviderStateRows.delete(tx, now.id());
            ProviderFoundRows.delete(tx, now.id());
        }
    }

    private static ProviderId idOf(OrganizationId organization, String name) {
        String slug = String.join("-", ProviderName.words(name)).replaceAll("[^a-z0-9-]", "");
        String id = organization.value() + "." + (slug.isEmpty() ? "provider" : slug);
        return new ProviderId(id.length() > 64 ? id.substring(0, 64) : id);
    }
}
