package dev.bellwether.model;

import java.time.Duration;
import java.util.List;

/// One of the times at which a person is told of the same thing, by their notification rules.
///
/// @param rule names it among those of the person
/// @param after since the page was decided
/// @param methods where to try, in order; the next when one gives up
public record Telling(String rule, Duration after, List<ContactMethod> methods) {
    /// The rule of those who have made none.
    public static final String NO_RULE = "any";

    public Telling {
        methods = List.copyOf(methods);
    }
}
