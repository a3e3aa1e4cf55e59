package dev.bellwether.guard;

import java.util.List;

/// A form of query in a [Workload].
///
/// @param fingerprint its id
/// @param example a text of this form, redacted, that runs
/// @param database that it was asked in; empty for the user's own
/// @param settings and values of parameters (`param_…`) that it was asked with, redacted
/// @param feature that sent the example; empty when it did not say
/// @param count of queries of this form that were answered; 0 for one that was written by hand
/// @param forecast of the guard for it, bytes; 0 when it was not known
/// @param peak the highest that was seen, bytes; 0 when it was too short to be seen
/// @param rows most that one was seen to read
public record WorkloadQuery(
        String fingerprint,
        String example,
        String database,
        List<Setting> settings,
        String feature,
        String release,
        long count,
        long forecast,
        long peak,
        long rows) {

    /// A setting as it stands in an address.
    public record Setting(String name, String value) {}

    public WorkloadQuery {
        settings = List.copyOf(settings);
    }

    /// What it needs, as far as it is known: what was seen, else what was forecast; 0 when nothing
    /// is known.
    public long needs() {
        return peak > 0 ? peak : forecast;
    }

    /// With what it was measured to need.
    public WorkloadQuery measured(long bytes, long read) {
        return new WorkloadQuery(
                fingerprint,
                example,
                database,
                settings,
                feature,
                release,
                Math.max(1, count),
                0,
                bytes,
                read);
    }

    WorkloadQuery forecast(long bytes) {
        return new WorkloadQuery(
                fingerprint,
                example,
                database,
                settings,
                feature,
                release,
                count,
                bytes,
                peak,
                rows);
    }
}
