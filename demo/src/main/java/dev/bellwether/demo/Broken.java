package dev.bellwether.demo;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What is broken this moment, and since when. Safe for many threads.
final class Broken {
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    void begin(String subject, Instant now) {
        since.putIfAbsent(subject, now);
    }

    void end(String subject) {
        since.remove(subject);
    }

    boolean is(Part part) {
        return since.containsKey(part.name());
    }

    Optional<Instant> since(String subject) {
        return Optional.ofNullable(since.get(subject));
    }
}
