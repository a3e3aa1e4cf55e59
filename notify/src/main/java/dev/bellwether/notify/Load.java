package dev.bellwether.notify;

import java.util.List;
import java.util.stream.Stream;

/// What leaves together: one message, and those that go inside of it.
record Load(Outbound first, List<Outbound> inside) {
    Load {
        inside = List.copyOf(inside);
    }

    static Load alone(Outbound message) {
        return new Load(message, List.of());
    }

    List<Outbound> all() {
        return Stream.concat(Stream.of(first), inside.stream()).toList();
    }
}
