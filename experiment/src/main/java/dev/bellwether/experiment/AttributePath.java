package dev.bellwether.experiment;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds what a condition names in what is known of a visitor: an attribute of that very name, or a
/// part of a structure. Made once for each condition.
final class AttributePath {
    private final String name;
    private final String[] steps;

    AttributePath(String name) {
        this.name = name;
        this.steps = name.split("\\.", -1);
    }

    @Nullable Value in(Visitor visitor) {
        if (name.equals(Visitor.KEY)) {
            return visitor.key().isEmpty() ? null : new Value.Text(visitor.key());
        }
        Value whole = visitor.attributes().get(name);
        return whole != null || steps.length == 1 ? whole : part(visitor.attributes());
    }

    /// A text, or a whole figure as one writes it, by which visitors can be assigned.
    Optional<String> key(Visitor visitor) {
        return switch (in(visitor)) {
            case Value.Text(String text) when !text.isEmpty() -> Optional.of(text);
            case Value.Figure(double value) when value == (long) value ->
                    Optional.of(Long.toString((long) value));
            case null, default -> Optional.empty();
        };
    }

    private @Nullable Value part(Map<String, Value> attributes) {
        Value at = attributes.get(steps[0]);
        for (int i = 1; i < steps.length; i++) {
            if (!(at instanceof Value.Structure(Map<String, Value> parts))) {
                return null;
            }
            at = parts.get(steps[i]);
        }
        return at;
    }
}
