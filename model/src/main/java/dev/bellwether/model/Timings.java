package dev.bellwether.model;

/// Where the time of a probe went, each in microseconds; -1 where the phase did not happen.
public record Timings(long dns, long connect, long tls, long firstByte, long body, long total) {
    public static final Timings NONE = new Timings(-1, -1, -1, -1, -1, -1);

    /// Only the whole is known.
    public static Timings total(long micros) {
        return new Timings(-1, -1, -1, -1, -1, micros);
    }
}
