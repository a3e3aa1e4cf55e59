package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.VerdictChanged;
import dev.bellwether.model.VerdictId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// One check at work: where its verdict stands, and what is under way for it. Its methods are
/// called by many threads and take turns.
final class CheckRun {
    private final Check check;
    private final Instant listeningSince;
    private VerdictPolicy policy;
    private List<Prober> probers;
    private long seatedAt;
    private VerdictState state;
    private Trail trail;
    private final EarlyBurst early;
    private int underWay;
    private boolean gone;

    /// What a counted ballot asks of the outside.
    record Outcome(Optional<PendingVerdict> changed, boolean confirm) {
        static final Outcome NOTHING = new Outcome(Optional.empty(), false);
    }

    CheckRun(Check check, Probers all, VerdictState state, Instant now) {
        this.check = check;
        this.seatedAt = all.version();
        this.probers = chosen(check, all);
        this.policy = policy(check, all);
        this.state = state;
        this.trail = new Trail(state);
        this.listeningSince = now;
        this.early = new EarlyBurst(check);
    }

    private static List<Prober> chosen(Check check, Probers all) {
        return all.of(check.organization()).stream()
                .filter(p -> check.places().isEmpty() || check.places().contains(p.place()))
                .toList();
    }

    /// Places that a check names and that are not here still count: they are silent, not agreeing.
    private static VerdictPolicy policy(Check check, Probers all) {
        return VerdictPolicy.of(
                check,
                check.places().isEmpty()
                        ? all.of(check.organization()).stream().map(Prober::place).toList()
                        : check.places());
    }

    /// Seats whoever is there now. Between two rounds only: a quorum does not change while it
    /// votes.
    private void seat(Probers all) {
        long version = all.version();
        if (version == seatedAt) {
            return;
        }
        seatedAt = version;
        probers = chosen(check, all);
        VerdictPolicy now = policy(check, all);
        if (!now.places().equals(policy.places())) {
            policy = now;
            // Evidence is judged by one policy from its beginning to its end.
            trail = new Trail(state);
        }
    }

    Check check() {
        return check;
    }

    synchronized List<Prober> probers() {
        return probers;
    }

    /// Places of this check that nobody here probes from.
    synchronized List<String> silentPlaces() {
        var silent = new ArrayList<>(policy.places());
        probers.forEach(p -> silent.remove(p.place()));
        return silent;
    }

    Instant listeningSince() {
        return listeningSince;
    }

    synchronized VerdictState state() {
        return state;
    }

    /// Claims the right to begin a round; false while the one before, or its confirm burst, is
    /// under way.
    synchronized boolean mayBegin(Instant beat, Probers all) {
        if (underWay > 0 || gone) {
            return false;
        }
        seat(all);
        underWay = policy.places().size();
        early.round(beat, underWay);
        return true;
    }

    /// How long a round may take before it is asked whether it hangs.
    Duration patience() {
        return early.patience();
    }

    /// Claims the right to begin the confirm burst of a round that hangs.
    synchronized boolean mayConfirmEarly(Instant beat) {
        boolean restful = state.phase() == CheckState.UP || state.phase() == CheckState.UNKNOWN;
        return restful && !gone && early.begin(beat);
    }

    /// Whether tries of the burst of `beat` are still wanted; no longer when it was begun early and
    /// the round was well in the end.
    synchronized boolean isInDoubt(Instant beat) {
        return !early.isBegun(beat) || !early.isOver() || state.phase() == CheckState.SUSPECT;
    }

    /// More ballots will come from every place, those of a confirm burst; or, if negative, fewer.
    synchronized void expect(int tries) {
        underWay += policy.places().size() * tries;
    }

    synchronized boolean isGone() {
        return gone;
    }

    /// From now on nothing is counted.
    synchronized void end() {
        gone = true;
    }

    synchronized Outcome count(Ballot ballot) {
        underWay = Math.max(0, underWay - 1);
        if (gone) {
            return Outcome.NOTHING;
        }
        boolean begunEarly = early.isBegun(ballot.beat());
        if (ballot.attempt() == 0) {
            early.heard(ballot);
        } else if (begunEarly && !early.isOver() && state.phase() != CheckState.SUSPECT) {
            early.hold(ballot);
            return Outcome.NOTHING;
        }
        Outcome outcome = counted(ballot);
        return outcome.confirm() && begunEarly ? confirmed(outcome) : outcome;
    }

    /// The burst that is asked for runs already.
    private Outcome confirmed(Outcome first) {
        Optional<PendingVerdict> changed = first.changed();
        for (Ballot held : early.release()) {
            Optional<PendingVerdict> now = counted(held).changed();
            changed = now.isPresent() ? now : changed;
        }
        return new Outcome(changed, false);
    }

    private Outcome counted(Ballot ballot) {
        VerdictState before = state;
        VerdictDecision decision = VerdictMachine.on(policy, before, ballot);
        if (decision.state() != before || !before.isCalm()) {
            trail.note(before, ballot);
        }
        return follow(decision, () -> trail.evidence(policy));
    }

    synchronized Outcome say(Statement statement) {
        if (gone) {
            return Outcome.NOTHING;
        }
        VerdictState before = state;
        VerdictDecision decision = VerdictMachine.on(policy, before, statement);
        return follow(
                decision, () -> new Evidence(policy, before, List.of(), Optional.of(statement)));
    }

    private Outcome follow(VerdictDecision decision, Supplier<Evidence> evidence) {
        state = decision.state();
        boolean confirm = false;
        Optional<PendingVerdict> changed = Optional.empty();
        for (VerdictEffect effect : decision.effects()) {
            switch (effect) {
                case VerdictEffect.Confirm _ -> confirm = true;
                case VerdictEffect.Changed now ->
                        changed = Optional.of(pending(now, evidence.get()));
            }
        }
        return confirm || changed.isPresent() ? new Outcome(changed, confirm) : Outcome.NOTHING;
    }

    private PendingVerdict pending(VerdictEffect.Changed change, Evidence evidence) {
        var verdict =
                new VerdictChanged(
                        new VerdictId(Tokens.id()),
                        check.id(),
                        check.service(),
                        check.name(),
                        change.from(),
                        change.to(),
                        change.before(),
                        change.status(),
                        change.summary(),
                        change.since(),
                        change.decidedAt());
        return new PendingVerdict(check.organization(), verdict, evidence, state);
    }
}
