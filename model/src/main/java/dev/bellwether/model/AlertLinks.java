package dev.bellwether.model;

/// Addresses that let their bearer acknowledge without signing in. A link opens a page with one
/// button: fetching it does nothing.
public interface AlertLinks {
    String acknowledge(OrganizationId organization, AlertId alert, PersonId person);
}
