package dev.bellwether.statistics;

/// From `low` to `high`; an end may be infinite where a test is one-sided.
public record Interval(double low, double high) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("An interval from " + low + " to " + high + ".");
        }
    }

    static Interval around(double centre, double half) {
        return new Interval(centre - half, centre + half);
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    public double width() {
        return high - low;
    }
}
