package dev.bellwether.experiment;

import dev.bellwether.model.Conflict;
import dev.bellwether.model.NotFound;
import java.util.Optional;

/// Nobody overwrites what they have not read.
final class Versions {
    private Versions() {}

    /// @param was of what stands; empty when there is none
    /// @param read by whoever saves; 0 makes a new one
    static void check(String thing, String name, Optional<Long> was, long read) {
        if (was.isEmpty() && read != 0) {
            throw new NotFound(thing, name);
        }
        if (was.isPresent() && was.get() != read) {
            throw new Conflict(
                    read == 0
                            ? "There is a " + thing + " '" + name + "' already"
                            : "The "
                                    + thing
                                    + " '"
                                    + name
                                    + "' was changed meanwhile: it has version "
                                    + was.get()
                                    + ", and you have read "
                                    + read
                                    + ". Read it again");
        }
    }
}
