package dev.bellwether.incident;

import dev.bellwether.model.CheckState;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictChanged;
import java.time.Instant;
import java.util.Optional;

/// What one check last said.
///
/// @param known the last status that was not UNKNOWN; UNKNOWN when there never was one
/// @param verdict the evidence's id, empty before the first
record Seen(
        String name,
        CheckState state,
        Status status,
        Status known,
        Instant since,
        String summary,
        Optional<String> verdict,
        boolean paused) {
    static Seen nothingYet(String name, Instant now, boolean paused) {
        return new Seen(
                name,
                CheckState.UNKNOWN,
                Status.UNKNOWN,
                Status.UNKNOWN,
                now,
                "",
                Optional.empty(),
                paused);
    }

    static Seen said(VerdictChanged said, Optional<Seen> before) {
        Status known = before.map(Seen::known).orElse(said.before());
        return new Seen(
                said.checkName(),
                said.to(),
                said.status(),
                said.status() == Status.UNKNOWN ? known : said.status(),
                said.since(),
                said.summary(),
                Optional.of(said.verdict().value()),
                before.map(Seen::paused).orElse(false));
    }

    Seen called(String newName, boolean isPaused) {
        return new Seen(newName, state, status, known, since, summary, verdict, isPaused);
    }

    /// It could tell at least once.
    boolean everKnew() {
        return status != Status.UNKNOWN || known != Status.UNKNOWN;
    }

    /// It says that something is wrong, or said so last before it went blind.
    boolean isTrouble() {
        return !paused && (status.isTrouble() || isHeld());
    }

    /// Blind now, after trouble: neither opens an incident nor lets one be resolved.
    boolean isHeld() {
        return !paused && status == Status.UNKNOWN && known.isTrouble();
    }

    boolean isWell() {
        return !paused && status == Status.OPERATIONAL;
    }

    /// Trouble that is seen now and is not on its way out.
    boolean isActive() {
        return !paused && status.isTrouble() && state != CheckState.RECOVERING;
    }
}
