package dev.bellwether.people;

import dev.bellwether.model.Role;
import java.util.Optional;

/// What is to be changed of a person; what is empty stays.
public record PersonEdit(
        Optional<String> name,
        Optional<String> email,
        Optional<Role> role,
        Optional<Boolean> active) {}
