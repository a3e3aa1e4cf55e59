package dev.bellwether.store;

import dev.bellwether.model.Fact;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Work of a clock that is due as soon as certain lines were taken by all who react to them.
///
/// @param isCalledBy a line about this makes something due
/// @param work does what is due, if anything is; a little of it only, for somebody waits for the
///   transaction
record Sequel(Predicate<Fact> isCalledBy, Consumer<Tx> work) {}
