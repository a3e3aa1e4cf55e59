package dev.bellwether.guard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Queries that run apart from all others for a while: behind them, few at once, with little
/// memory. Unlike a [Controls.Block] it lets them run.
///
/// @param value the fingerprint's id, or the name of the feature or release
/// @param feature of which feature alone it is the release; empty for any. Releases of two features
///   may have the same name, and only one of them be heavy
/// @param why as it is told to whoever sends them
/// @param since when it was put in
/// @param until when it ends by itself, or was taken out
/// @param by who put it in
/// @param isTold whether the guards that share the nodes know of it as it is
public record Quarantine(
        Controls.By of,
        String value,
        Optional<String> feature,
        String why,
        Instant since,
        Instant until,
        Who by,
        boolean isTold) {
    /// For so long one that is over is remembered: what people took out, or what ran out, the guard
    /// does not put in again by itself.
    static final Duration REMEMBERED = BlameLine.WATCHED;

    /// Who put it in.
    public enum Who {
        PERSON,
        GUARD
    }

    /// What of is held apart by it; there is one at most for each.
    record Key(Controls.By of, String value, Optional<String> feature) {}

    Key key() {
        return new Key(of, value, feature);
    }

    public boolean isOn(Instant now) {
        return now.isBefore(until);
    }

    boolean concerns(Controls.Caller caller) {
        return value.equals(caller.value(of)) && feature.map(caller.feature()::equals).orElse(true);
    }

    boolean isForgotten(Instant now) {
        return !isOn(now) && !now.isBefore(since.plus(REMEMBERED));
    }

    /// Taken out now, if it is not over already.
    Quarantine ended(Instant now) {
        return isOn(now) ? new Quarantine(of, value, feature, why, since, now, by, false) : this;
    }

    Quarantine told(boolean now) {
        return new Quarantine(of, value, feature, why, since, until, by, now);
    }

    /// Such as `release 2026.5 of reports`.
    public String name() {
        return word(of)
                + " "
                + value
                + feature.map(name -> " of " + (name.isEmpty() ? "no feature" : name)).orElse("");
    }

    static String word(Controls.By by) {
        return switch (by) {
            case FINGERPRINT -> "query";
            case FEATURE -> "feature";
            case RELEASE -> "release";
        };
    }
}
