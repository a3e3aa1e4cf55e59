package dev.bellwether.model;

/// Identifies a template of words.
public record TemplateId(String value) implements Id {
    public TemplateId {
        Id.check("template", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
