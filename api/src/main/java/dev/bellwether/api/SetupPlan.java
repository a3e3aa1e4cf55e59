package dev.bellwether.api;

import dev.bellwether.model.InvalidInput.Problem;
import java.util.List;

/// The steps, in the order in which they are taken.
///
/// @param applied whether they were taken
/// @param warnings what stays as it stands and would be refused if it were saved today
public record SetupPlan(List<SetupStep> steps, boolean applied, List<Problem> warnings) {
    public SetupPlan {
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /// Such as `2 created, 1 changed, 0 deleted`.
    String words() {
        return count(SetupStep.Create.class)
                + " created, "
                + count(SetupStep.Change.class)
                + " changed, "
                + count(SetupStep.Delete.class)
                + " deleted";
    }

    private long count(Class<? extends SetupStep> kind) {
        return steps.stream().filter(kind::isInstance).count();
    }
}
