package dev.bellwether.experiment;

import java.util.List;

/// Which goal events a metric looks at.
///
/// @param event their name, such as `order`
/// @param filters on their properties; all must hold
public record Goal(String event, List<Filter> filters) {
    public Goal {
        filters = List.copyOf(filters);
    }

    public static Goal of(String event) {
        return new Goal(event, List.of());
    }

    /// @param property of the first level of the event's properties
    /// @param value text, or a number for [Test#AT_LEAST] and [Test#BELOW]
    public record Filter(String property, Test test, String value) {}

    /// An event without the property passes no test, and neither does one whose property is no
    /// number where a number is asked for.
    public enum Test {
        IS,
        IS_NOT,
        AT_LEAST,
        BELOW
    }
}
