package dev.bellwether.demo;

import java.time.Duration;

/// Something that breaks, and for how long.
///
/// @param subject the name of a [Part], or a provider's slug
/// @param after from the start of the world
record Trouble(String subject, Duration after, Duration lasting) {
    Duration end() {
        return after.plus(lasting);
    }
}
