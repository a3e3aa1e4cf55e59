package dev.bellwether.model;

/// How much something hurries. Quiet hours hold back what is LOW, and never what is HIGH.
public enum Urgency {
    HIGH,
    LOW
}
