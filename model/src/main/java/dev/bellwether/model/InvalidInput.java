package dev.bellwether.model;

import java.util.List;
import java.util.stream.Collectors;

/// What somebody gave us is wrong, and nothing was saved. Lists every problem at once.
public final class InvalidInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param field path of the field, such as `spec.url` or `steps[2].delay`
    /// @param message the value in quotes and what is allowed, such as `'ftp://x' is not an http or
    ///   https address`
    public record Problem(String field, String message) {}

    private final transient List<Problem> problems;

    public InvalidInput(List<Problem> problems) {
        super(
                problems.stream()
                        .map(p -> p.field() + ": " + p.message())
                        .collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public InvalidInput(String field, String message) {
        this(List.of(new Problem(field, message)));
    }

    public List<Problem> problems() {
        return problems;
    }
}
