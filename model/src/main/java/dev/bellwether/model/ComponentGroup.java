package dev.bellwether.model;

import java.time.Instant;

/// Components that stand together on a page.
public record ComponentGroup(ComponentId id, String name, String description, Instant createdAt) {}
