package dev.bellwether.model;

/// Identifies a delivery; the same page due twice has the same id.
public record DeliveryId(String value) implements Id {
    public DeliveryId {
        Id.check("delivery", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
