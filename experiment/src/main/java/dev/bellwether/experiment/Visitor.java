package dev.bellwether.experiment;

import java.util.Map;

/// Who is asked about.
///
/// @param key the same for the same visitor at each visit; empty when nobody knows it: then no
///   campaign takes them
/// @param attributes what is known of them
public record Visitor(String key, Map<String, Value> attributes) {
    /// The attribute that is the key itself, by the name that OpenFeature gave it.
    public static final String KEY = "targetingKey";

    public Visitor {
        attributes = Map.copyOf(attributes);
    }

    /// Of whom nothing is known but the key.
    public Visitor(String key) {
        this(key, Map.of());
    }
}
