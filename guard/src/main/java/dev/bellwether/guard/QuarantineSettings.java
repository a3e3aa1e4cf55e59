package dev.bellwether.guard;

import java.time.Duration;

/// What becomes of a release that stands accused, and how tight a quarantine is.
///
/// @param lasts for which a release is put in by itself
/// @param percent of each node's room that all in quarantine have together, 1 to 50
/// @param atOnce queries of it that run at once on a node, at least 1
public record QuarantineSettings(Mode mode, Duration lasts, int percent, int atOnce) {
    /// What the guard does by itself.
    public enum Mode {
        /// Nothing.
        OFF,
        /// It says that the release should be put in.
        SUGGEST,
        /// It puts the release in.
        AUTOMATIC
    }

    public static QuarantineSettings standard() {
        return new QuarantineSettings(
                Mode.OFF,
                Duration.ofHours(2),
                AdmissionPolicy.Apart.STANDARD.percent(),
                AdmissionPolicy.Apart.STANDARD.atOnce());
    }

    AdmissionPolicy.Apart bounds() {
        return new AdmissionPolicy.Apart(
                percent, atOnce, AdmissionPolicy.Apart.STANDARD.maxWaiting());
    }
}
