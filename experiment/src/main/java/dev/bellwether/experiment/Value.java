package dev.bellwether.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a flag serves, or what is known of a visitor: what JSON can say, but for its null.
public sealed interface Value {
    /// True or false.
    record Truth(boolean value) implements Value {}

    /// Finite; zero has no sign.
    record Figure(double value) implements Value {
        public Figure {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("A figure is finite, not " + value + ".");
            }
            value += 0.0;
        }
    }

    record Text(String value) implements Value {}

    /// A list. What a match asks of it holds when it holds for one of its elements.
    record Several(List<Value> values) implements Value {
        public Several {
            values = List.copyOf(values);
        }
    }

    /// Named parts, in their order.
    record Structure(Map<String, Value> parts) implements Value {
        public Structure {
            parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        }
    }
}
