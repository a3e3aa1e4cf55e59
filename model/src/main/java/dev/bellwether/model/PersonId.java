package dev.bellwether.model;

/// Identifies a [Person].
public record PersonId(String value) implements Id {
    public PersonId {
        Id.check("person", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
