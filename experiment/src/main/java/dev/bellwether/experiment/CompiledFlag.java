package dev.bellwether.experiment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A [Flag], made ready to be asked often.
///
/// @param rules none when the flag is not on
/// @param otherwise what nobody's rule decides
/// @param outcomes all that there can be, `otherwise` among them
record CompiledFlag(List<CompiledRule> rules, Outcome otherwise, List<Outcome> outcomes) {
    Outcome evaluate(Visitor visitor, Instant now) {
        for (CompiledRule rule : rules) {
            Outcome outcome = rule.turn(visitor, now).outcome();
            if (outcome != null) {
                return outcome;
            }
        }
        return otherwise;
    }

    Explanation explain(Visitor visitor, Instant now) {
        List<Explanation.Step> steps = new ArrayList<>();
        for (CompiledRule rule : rules) {
            Turn turn = rule.turn(visitor, now);
            steps.add(new Explanation.Step(rule.name(), turn.said()));
            if (turn.outcome() != null) {
                return new Explanation(turn.outcome(), steps);
            }
        }
        return new Explanation(otherwise, steps);
    }
}
