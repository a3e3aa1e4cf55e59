package dev.bellwether.model;

/// Owns everything. [#SYSTEM] owns the facts of the instance itself, such as a provider's state.
public record OrganizationId(String value) implements Id {
    /// The owner of what belongs to no customer.
    public static final OrganizationId SYSTEM = new OrganizationId("system");

    public OrganizationId {
        Id.check("organization", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
