package dev.bellwether.model;

/// Where probe results go. Kept by `analytics`, filled by `watch`.
public interface CheckResults {
    /// Takes a result and returns at once. When the buffer is full the result is dropped and
    /// counted.
    void add(ProbeResult result);
}
