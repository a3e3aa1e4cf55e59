package dev.bellwether.model;

import java.util.List;
import java.util.Optional;

/// A part of a long list. `next` asks for what follows; empty at the end.
public record Slice<T>(List<T> items, Optional<String> next) {
    public Slice {
        items = List.copyOf(items);
    }
}
