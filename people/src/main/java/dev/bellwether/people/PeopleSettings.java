package dev.bellwether.people;

import java.time.Duration;

/// @param idle a session not used for so long ends
/// @param longest a session ends after so long
/// @param invitation how long a one-time link is good
/// @param hashing passwords hashed at the same time at most; each takes 19 MiB meanwhile
public record PeopleSettings(Duration idle, Duration longest, Duration invitation, int hashing) {
    public static PeopleSettings defaults() {
        return new PeopleSettings(Duration.ofDays(3), Duration.ofDays(30), Duration.ofDays(2), 2);
    }
}
