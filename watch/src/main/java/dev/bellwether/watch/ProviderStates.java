package dev.bellwether.watch;

import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.ProviderId;
import java.util.Optional;

/// What providers say of themselves, as last read.
public interface ProviderStates {
    /// The state of a provider, or of one of its components or regions.
    ///
    /// @param component the provider's own name of the part; empty for the whole
    /// @return empty when there is no such provider or component
    Optional<ProviderView> state(ProviderId provider, Optional<String> component);

    /// The same, as `organization` may know it: nothing of a provider that another one added.
    default Optional<ProviderView> state(
            OrganizationId organization, ProviderId provider, Optional<String> component) {
        return state(provider, component);
    }

    /// Knows no provider.
    static ProviderStates none() {
        return (provider, component) -> Optional.empty();
    }
}
