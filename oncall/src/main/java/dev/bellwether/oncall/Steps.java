package dev.bellwether.oncall;

import dev.bellwether.model.Actor;
import dev.bellwether.model.AlertChanged;
import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How an alert goes from step to step, and in the end to the last resort. Pure; of one decision.
///
/// @param effects what is said and who is paged is added to them
record Steps(Roster roster, Callout callout, List<AlertEffect> effects, Instant now) {
    /// In whose name a policy takes its steps.
    static final Actor CLOCK = Actor.automation("oncall", "its policy");

    static final Duration RESORT_AGAIN = Duration.ofMinutes(30);

    /// After a last resort that reached nobody, or failed.
    static final Duration RESORT_SOONER = Duration.ofMinutes(5);

    /// The next step that reaches somebody; after the last round, the last resort.
    Escalating advance(Escalating before) {
        Escalating at = before;
        while (true) {
            int step = at.alert().step() + 1;
            int loop = at.alert().loop();
            if (step >= roster.steps().size()) {
                if (loop >= roster.repeat() || !at.reachedSomeone()) {
                    return resort(at.resorting(), loop);
                }
                at = at.newRound();
                step = 0;
                loop++;
            }
            EscalationPolicy.Step taken = roster.steps().get(step);
            List<AlertEffect.Page> pages = callout.pages(at, taken.targets(), step, loop);
            String name = "step " + (step + 1) + " of " + roster.steps().size();
            List<String> empty = roster.empty(taken.targets());
            String nobody =
                    empty.isEmpty() ? "" : "nobody is on call in " + String.join(", ", empty);
            if (!pages.isEmpty()) {
                Duration held = held(at, pages);
                Instant next = now.plus(held).plus(taken.delay());
                Escalating after = pending(at.at(step, loop, Optional.of(next)), pages);
                say(
                        after,
                        AlertChanged.What.STEP_TAKEN,
                        name
                                + (loop == 0 ? "" : ", again")
                                + (nobody.isEmpty() ? "" : "; " + nobody)
                                + (held.isZero()
                                        ? ""
                                        : "; it can wait: by rules and quiet hours the first is told in "
                                                + Spoken.of(held)));
                effects.addAll(pages);
                return after;
            }
            at = at.at(step, loop, Optional.of(now));
            say(
                    at,
                    AlertChanged.What.STEP_SKIPPED,
                    name
                            + ": "
                            + (nobody.isEmpty() ? "nobody can be reached" : nobody)
                            + ", skipped");
        }
    }

    Escalating resort(Escalating before, int loop) {
        int step = roster.steps().size();
        var targets = new ArrayList<>(roster.lastResort());
        roster.owners().forEach(owner -> targets.add(new Target.ToPerson(owner.id())));
        List<AlertEffect.Page> pages = callout.pages(before, targets, step, loop);
        boolean person = pages.stream().anyMatch(page -> page.person().isPresent());
        Duration again = pages.isEmpty() ? RESORT_SOONER : held(before, pages).plus(RESORT_AGAIN);
        Escalating after = pending(before.at(step, loop, Optional.of(now.plus(again))), pages);
        say(
                after,
                AlertChanged.What.EXHAUSTED,
                person
                        ? "last resort: the owners are paged"
                        : "last resort: no owner can be reached"
                                + (pages.isEmpty() ? "" : ", only the policy's channel")
                                + "; trying again in "
                                + Spoken.of(again));
        effects.addAll(pages);
        return after;
    }

    /// How long rules for what can wait, and quiet hours, hold back all pages of a step.
    private static Duration held(Escalating at, List<AlertEffect.Page> pages) {
        return at.alert().handling().urgency() == Urgency.LOW
                ? Callout.untilFirst(pages)
                : Duration.ZERO;
    }

    void say(Escalating after, AlertChanged.What what, String note) {
        effects.add(new AlertEffect.Say(after, what, CLOCK, note));
    }

    static Escalating pending(Escalating at, List<AlertEffect.Page> pages) {
        return at.plus(
                pages.stream()
                        .map(page ->
                                new Escalating.Pending(
                                        page.delivery(),
                                        page.person(),
                                        page.methods().getFirst().channel(),
                                        page.step(),
                                        page.loop()))
                        .toList());
    }
}
