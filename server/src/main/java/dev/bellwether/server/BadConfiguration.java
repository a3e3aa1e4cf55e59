package dev.bellwether.server;

import java.util.List;

/// Every problem of a configuration, each a line that begins with where it is.
final class BadConfiguration extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<String> problems;

    BadConfiguration(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
