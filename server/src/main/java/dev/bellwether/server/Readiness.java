package dev.bellwether.server;

import java.util.List;

/// How the parts of the process are.
record Readiness(List<Part> parts) {
    /// @param says empty when all is well, or what is wrong
    record Part(String name, boolean well, String says) {}

    Readiness {
        parts = List.copyOf(parts);
    }

    boolean isReady() {
        return parts.stream().allMatch(Part::well);
    }
}
