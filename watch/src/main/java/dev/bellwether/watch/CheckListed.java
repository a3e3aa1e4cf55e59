package dev.bellwether.watch;

import dev.bellwether.model.Check;
import java.util.Optional;

/// A check in a list.
///
/// @param check without what is secret
/// @param verdict empty before the first
public record CheckListed(Check check, Optional<CheckVerdict> verdict) {}
