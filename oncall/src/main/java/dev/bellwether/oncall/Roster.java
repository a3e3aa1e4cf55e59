package dev.bellwether.oncall;

import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.EscalationPolicy.Target;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import dev.bellwether.model.ScheduleId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Whom an alert can reach at the time of a decision.
///
/// @param steps of its policy; none when the policy is gone
/// @param people those its steps name, as far as they exist
/// @param schedules those its steps name, with whoever is on call
/// @param owners paged last
/// @param lastResort webhooks and channels told with the owners
/// @param held everything it is about is in maintenance: nobody is paged
record Roster(
        List<EscalationPolicy.Step> steps,
        int repeat,
        Map<PersonId, Person> people,
        Map<ScheduleId, Watch> schedules,
        List<Person> owners,
        List<Target> lastResort,
        boolean held) {
    /// For events that page nobody.
    static final Roster NOBODY = new Roster(List.of(), 0, Map.of(), Map.of(), List.of(), false);

    /// Without a channel to tell last.
    Roster(
            List<EscalationPolicy.Step> steps,
            int repeat,
            Map<PersonId, Person> people,
            Map<ScheduleId, Watch> schedules,
            List<Person> owners,
            boolean held) {
        this(steps, repeat, people, schedules, owners, List.of(), held);
    }

    Roster {
        steps = List.copyOf(steps);
        people = Map.copyOf(people);
        schedules = Map.copyOf(schedules);
        owners = List.copyOf(owners);
        lastResort = List.copyOf(lastResort);
    }

    /// What a schedule says at the time of the decision.
    ///
    /// @param onCall none when nobody is
    record Watch(String name, List<PersonId> onCall) {
        Watch {
            onCall = List.copyOf(onCall);
        }
    }

    /// The persons and webhooks of targets, a schedule being whoever is on call; each once.
    List<Target> resolved(List<Target> targets) {
        return targets.stream()
                .flatMap(target ->
                        target instanceof Target.ToSchedule(var schedule)
                                ? onCall(schedule).stream().map(Target.ToPerson::new)
                                : Stream.of(target))
                .distinct()
                .toList();
    }

    private List<PersonId> onCall(ScheduleId schedule) {
        Watch watch = schedules.get(schedule);
        return watch == null ? List.of() : watch.onCall();
    }

    /// Names of the targets' schedules by which nobody is on call.
    List<String> empty(List<Target> targets) {
        return targets.stream()
                .flatMap(target ->
                        target instanceof Target.ToSchedule(var schedule)
                                ? Stream.of(schedule)
                                : Stream.empty())
                .filter(schedule -> onCall(schedule).isEmpty())
                .map(schedule -> {
                    Watch watch = schedules.get(schedule);
                    return watch == null ? "a schedule that was removed" : watch.name();
                })
                .distinct()
                .toList();
    }
}
