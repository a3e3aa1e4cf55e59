package dev.bellwether.statistics;

/// How a difference is told.
public enum Scale {
    /// Treatment minus control, in the metric's unit.
    ABSOLUTE,
    /// The difference as a share of the control's absolute value: 0.031 is + 3.1 %.
    RELATIVE
}
