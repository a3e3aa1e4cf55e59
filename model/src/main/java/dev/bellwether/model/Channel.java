package dev.bellwether.model;

/// The kinds of delivery.
public enum Channel {
    EMAIL,
    WEBHOOK
}
