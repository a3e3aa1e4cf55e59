package dev.bellwether.api;

import dev.bellwether.api.SetupDocument.ProviderEntry;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import dev.bellwether.watch.ProviderDraft;
import dev.bellwether.watch.Providers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The organization's own providers that a document wants, and how checks name them: `own.` and the
/// key, whatever the organization's id is.
final class WantedProviders {
    private static final String OWN = "own.";

    private final OrganizationId organization;
    private final Map<String, ProviderDraft> drafts = new LinkedHashMap<>();

    WantedProviders(SetupStanding now, SetupDocument document, SetupProblems problems) {
        this.organization = now.organization();
        SetupProblems.each(
                "providers",
                document.providers(),
                (at, entry) -> {
                    ProviderDraft draft = draft(entry);
                    problems.require(
                            isKey(entry.id()),
                            at + ".id",
                            "'"
                                    + entry.id()
                                    + "' is not 1 to 40 characters of a-z, 0-9 and -, a letter or"
                                    + " number first");
                    problems.unique(at, drafts.put(entry.id(), draft), "id", entry.id());
                    problems.under(at, Providers.problems(draft));
                });
    }

    Map<String, ProviderDraft> drafts() {
        return drafts;
    }

    /// True when the document makes the provider that a check follows.
    boolean makes(CheckSpec spec) {
        return spec instanceof CheckSpec.ProviderPage page
                && drafts.keySet().stream()
                        .filter(WantedProviders::isKey)
                        .anyMatch(
                                key -> Providers.ownId(organization, key).equals(page.provider()));
    }

    /// From how a document names what is followed to how it is kept.
    static CheckSpec kept(CheckSpec spec, OrganizationId organization) {
        return renamed(spec, OWN, organization.value() + ".");
    }

    /// The other way.
    static CheckSpec shown(CheckSpec spec, OrganizationId organization) {
        return renamed(spec, organization.value() + ".", OWN);
    }

    static ProviderId kept(ProviderId named, OrganizationId organization) {
        return renamed(named, OWN, organization.value() + ".");
    }

    /// The key of one of the organization's own, as a document names it.
    static Optional<String> ownKey(ProviderId named) {
        return Optional.of(named.value())
                .filter(id -> id.startsWith(OWN))
                .map(id -> id.substring(OWN.length()));
    }

    private static CheckSpec renamed(CheckSpec spec, String from, String to) {
        return spec instanceof CheckSpec.ProviderPage page
                ? new CheckSpec.ProviderPage(renamed(page.provider(), from, to), page.component())
                : spec;
    }

    private static ProviderId renamed(ProviderId provider, String from, String to) {
        if (!provider.value().startsWith(from)) {
            return provider;
        }
        String id = to + provider.value().substring(from.length());
        return id.length() > 64 ? provider : new ProviderId(id);
    }

    private static boolean isKey(String key) {
        return key.matches("[a-z0-9][a-z0-9-]{0,39}");
    }

    private static ProviderDraft draft(ProviderEntry entry) {
        return new ProviderDraft(
                entry.name(),
                entry.page(),
                entry.homepage().orElse(""),
                entry.category().orElse(""),
                entry.reader().orElse(""));
    }
}
