package dev.bellwether.experiment;

import java.util.List;

/// A question that a value answers with yes or no. A value of another kind than asked for is a no.
public sealed interface Match {
    /// Is it known at all?
    record Known() implements Match {}

    /// Is it one of these? Texts, figures and truths.
    record OneOf(List<Value> values) implements Match {
        public OneOf {
            values = List.copyOf(values);
        }
    }

    /// A figure.
    record Compared(Order order, double to) implements Match {}

    /// A version such as `2.10.1` or `v3.0.0-beta.2`, by the order of semantic versioning.
    record Versioned(Order order, String to) implements Match {}

    /// A text, by one of these; upper and lower case differ.
    record Worded(Where where, List<String> texts) implements Match {
        public Worded {
            texts = List.copyOf(texts);
        }
    }

    /// A text in which the pattern is found; RE2's syntax, which takes linear time.
    record Pattern(String pattern) implements Match {}

    enum Order {
        LESS,
        AT_MOST,
        AT_LEAST,
        MORE;

        /// @param comparison as of [Comparable]
        boolean holds(int comparison) {
            return switch (this) {
                case LESS -> comparison < 0;
                case AT_MOST -> comparison <= 0;
                case AT_LEAST -> comparison >= 0;
                case MORE -> comparison > 0;
            };
        }
    }

    enum Where {
        BEGINS,
        CONTAINS,
        ENDS;

        boolean holds(String text, String part) {
            return switch (this) {
                case BEGINS -> text.startsWith(part);
                case CONTAINS -> text.contains(part);
                case ENDS -> text.endsWith(part);
            };
        }
    }
}
