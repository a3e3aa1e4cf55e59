package dev.bellwether.model;

import java.util.Optional;

/// Addresses that let their bearer acknowledge without signing in. A link opens a page with one
/// button: fetching it does nothing.
public interface AlertLinks {
    String acknowledge(OrganizationId organization, AlertId alert, PersonId person);

    /// The alert's own page, which asks whoever opens it to sign in: for places that many read.
    /// Empty where there is none.
    default String alert(AlertId alert) {
        return "";
    }

    /// Who holds the proof at the end of such an address, which a button brings back; empty when it
    /// is forged or expired.
    default Optional<Bearer> bearer(String token) {
        return Optional.empty();
    }

    record Bearer(OrganizationId organization, AlertId alert, PersonId person) {}
}
