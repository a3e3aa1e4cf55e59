package dev.bellwether.experiment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a flag's windows and ramps do by themselves as time goes by. Pure.
final class Timetable {
    private record Turn(Instant at, String words) {}

    private Timetable() {}

    /// The next instant after `now` at which it serves otherwise than before; empty when there is
    /// none, and for a flag that is not on.
    static Optional<Instant> next(Flag flag, Instant now) {
        return turns(flag).map(Turn::at).filter(at -> at.isAfter(now)).min(Instant::compareTo);
    }

    /// What happened after `since`, until `now`, in words, in the order in which it did.
    static List<String> between(Flag flag, Instant since, Instant now) {
        return turns(flag)
                .filter(turn -> turn.at().isAfter(since) && !turn.at().isAfter(now))
                .sorted((a, b) -> a.at().compareTo(b.at()))
                .map(Turn::words)
                .toList();
    }

    private static Stream<Turn> turns(Flag flag) {
        return flag.on() ? flag.rules().stream().flatMap(Timetable::turns) : Stream.empty();
    }

    private static Stream<Turn> turns(Rule rule) {
        var turns = new ArrayList<Turn>();
        rule.window()
                .from()
                .ifPresent(at -> turns.add(new Turn(at, "rule " + rule.name() + " begins")));
        rule.window()
                .until()
                .ifPresent(at -> turns.add(new Turn(at, "rule " + rule.name() + " ends")));
        if (rule.serve() instanceof Serving.Split split) {
            for (Ramp.Step step : split.coverage().steps()) {
                turns.add(
                        new Turn(
                                step.at(),
                                "campaign "
                                        + split.campaign()
                                        + " covers "
                                        + FlagWords.percent(step.coverage())));
            }
        }
        return turns.stream();
    }
}
