package dev.bellwether.incident;

import java.util.List;

/// A template with its placeholders filled.
///
/// @param missing names that had no value and stand as they are
public record Filled(String title, String body, List<String> missing) {
    public Filled {
        missing = List.copyOf(missing);
    }
}
