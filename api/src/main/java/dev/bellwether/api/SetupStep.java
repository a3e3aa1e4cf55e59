package dev.bellwether.api;

import java.util.List;
import java.util.Optional;

/// One step from the set-up there is to the one that is wanted.
public sealed interface SetupStep {
    String section();

    String key();

    String name();

    record Create(String section, String key, String name, List<FieldChange> fields)
            implements SetupStep {}

    record Change(String section, String key, String name, List<FieldChange> fields)
            implements SetupStep {}

    record Delete(String section, String key, String name) implements SetupStep {}

    /// It is as wanted, or the document does not speak of it.
    record Leave(String section, String key, String name) implements SetupStep {}

    /// @param before empty when there was no such field
    /// @param after empty when there is to be none
    record FieldChange(String field, Optional<String> before, Optional<String> after) {}
}
