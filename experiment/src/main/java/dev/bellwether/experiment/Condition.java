package dev.bellwether.experiment;

import java.util.List;

/// What must hold for a visitor. What is not known of a visitor matches nothing.
public sealed interface Condition {
    /// Holds for everybody.
    Condition EVERYBODY = new All(List.of());

    /// All of these hold; of none, it holds.
    record All(List<Condition> of) implements Condition {
        public All {
            of = List.copyOf(of);
        }
    }

    /// One of these holds; of none, it does not.
    record Any(List<Condition> of) implements Condition {
        public Any {
            of = List.copyOf(of);
        }
    }

    record Not(Condition condition) implements Condition {}

    /// @param segment its name
    record InSegment(String segment) implements Condition {}

    /// @param name as the visitor brings it, [Visitor#KEY] for the visitor's key; a part of a
    ///   structure is named `address.country`
    record Attribute(String name, Match match) implements Condition {}
}
