package dev.bellwether.oncall;

import dev.bellwether.model.EscalationPolicy;
import dev.bellwether.model.Person;
import dev.bellwether.model.PersonId;
import java.util.List;
import java.util.Map;

/// Whom an alert can reach at the time of a decision.
///
/// @param steps of its policy; none when the policy is gone
/// @param people those its steps name, as far as they exist
/// @param owners the last resort
/// @param held everything it is about is in maintenance: nobody is paged
record Roster(
        List<EscalationPolicy.Step> steps,
        int repeat,
        Map<PersonId, Person> people,
        List<Person> owners,
        boolean held) {
    /// For events that page nobody.
    static final Roster NOBODY = new Roster(List.of(), 0, Map.of(), List.of(), false);

    Roster {
        steps = List.copyOf(steps);
        people = Map.copyOf(people);
        owners = List.copyOf(owners);
    }
}
