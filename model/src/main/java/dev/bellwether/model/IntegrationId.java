package dev.bellwether.model;

/// Names an [InboundAlert]'s sender.
public record IntegrationId(String value) implements Id {
    public IntegrationId {
        Id.check("integration", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
