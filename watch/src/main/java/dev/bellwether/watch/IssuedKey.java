package dev.bellwether.watch;

/// A key as it is told, once.
public record IssuedKey(Integration integration, String key) {}
