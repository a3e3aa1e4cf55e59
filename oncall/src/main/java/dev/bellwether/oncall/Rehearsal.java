package dev.bellwether.oncall;

import dev.bellwether.model.Alert;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.Impact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The life of an alert of the past, lived again by another policy on a clock of its own. Pure; the
/// decisions are those of [Escalation].
///
/// Whoever acknowledged it takes as long from the first page to them as they took then. One that
/// was acknowledged by somebody whom nobody had paged (its sender, a colleague who saw it) is
/// acknowledged at the time of then. It is over when it was over. Every page arrives.
final class Rehearsal {
    /// An alert that nobody takes on pages its owners for as long as it is open.
    private static final int MOST_EVENTS = 2_000;

    private final PastAlert past;
    private final EscalationPolicy policy;
    private final List<PastAlert.Page> sent = new ArrayList<>();
    private final List<PastAlert.Page> waiting = new ArrayList<>();
    private boolean answeredAsThen;

    private Rehearsal(PastAlert past, EscalationPolicy policy) {
        this.past = past;
        this.policy = policy;
    }

    /// The pages that would have left, in the order in which they were decided.
    ///
    /// @param rosters whom the policy reaches at a time
    /// @param now where an alert ends that is open still
    static List<PastAlert.Page> of(
            PastAlert past,
            EscalationPolicy policy,
            Function<Instant, Roster> rosters,
            Instant now) {
        // What is due just now has been taken.
        Instant stillOpen = now.plusNanos(1);
        return new Rehearsal(past, policy).run(rosters, past.over().orElse(stillOpen));
    }

    private List<PastAlert.Page> run(Function<Instant, Roster> rosters, Instant end) {
        Escalating state = Escalating.of(alert(), List.of(), Impact.MAJOR);
        for (int i = 0; i < MOST_EVENTS; i++) {
            Optional<Instant> step = state.alert().nextStepAt();
            Optional<Instant> answer = answer(state.alert());
            boolean answers = answer.isPresent() && step.filter(answer.get()::isAfter).isEmpty();
            Optional<Instant> next = answers ? answer : step;
            if (next.isEmpty() || !next.get().isBefore(end)) {
                break;
            }
            state = answers ? acknowledged(state, next.get()) : due(state, rosters, next.get());
        }
        waiting.stream().filter(page -> page.at().isBefore(end)).forEach(sent::add);
        return List.copyOf(sent);
    }

    private Escalating due(Escalating state, Function<Instant, Roster> rosters, Instant at) {
        AlertDecision decision =
                Escalation.on(state, new AlertEvent.StepDue(), rosters.apply(at), at);
        for (AlertEffect effect : decision.effects()) {
            if (effect instanceof AlertEffect.Page page) {
                waiting.add(new PastAlert.Page(at, at.plus(page.after()), page.person()));
            }
        }
        return decision.alert();
    }

    private Escalating acknowledged(Escalating state, Instant at) {
        waiting.stream().filter(page -> !page.at().isAfter(at)).forEach(sent::add);
        waiting.clear();
        answeredAsThen = true;
        var event =
                new AlertEvent.Acknowledged(
                        past.answer().orElseThrow().actor(), policy.acknowledgeTimeout());
        return Escalation.on(state, event, Roster.NOBODY, at).alert();
    }

    /// When whoever took it on would do so, as far as that is known yet.
    private Optional<Instant> answer(Alert alert) {
        if (alert.state() != Alert.State.TRIGGERED || past.answer().isEmpty()) {
            return Optional.empty();
        }
        PastAlert.Answer answer = past.answer().get();
        if (answer.took().isEmpty()) {
            return answeredAsThen ? Optional.empty() : Optional.of(answer.at());
        }
        return waiting.stream()
                .filter(page -> page.person().equals(answer.person()))
                .map(page -> page.at().plus(answer.took().get()))
                .min(Instant::compareTo);
    }

    private Alert alert() {
        Alert then = past.alert;
        var priority = then.handling().priority();
        return new Alert(
                then.id(),
                then.organization(),
                then.incident(),
                policy.id(),
                Alert.State.TRIGGERED,
                then.title(),
                then.summary(),
                then.triggeredAt(),
                -1,
                0,
                then.nextStepAt().or(() -> Optional.of(past.at)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Alert.Handling.of(priority, Ranks.urgency(Optional.of(policy), priority)));
    }
}
