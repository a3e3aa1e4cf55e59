package dev.bellwether.statuspage;

/// How an uptime between two bounds stands to the one promised. Three-valued as uptime is: while
/// unknown time could tip it either way, it is neither met nor missed.
enum Target {
    MET,
    MISSED,
    OPEN;

    /// @param percent what is promised
    static Target of(Uptime uptime, double percent) {
        if (uptime.lower() >= percent) {
            return MET;
        }
        return uptime.upper() < percent ? MISSED : OPEN;
    }
}
