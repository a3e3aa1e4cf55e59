package dev.bellwether.model;

/// A swap was asked for, answered, or ran out.
public record SwapChanged(ShiftSwap swap, Actor actor) implements Fact {}
