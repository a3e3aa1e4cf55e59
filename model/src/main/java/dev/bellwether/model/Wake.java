package dev.bellwether.model;

/// Asks for a [Job] to be run now.
@FunctionalInterface
public interface Wake {
    void wake();
}
