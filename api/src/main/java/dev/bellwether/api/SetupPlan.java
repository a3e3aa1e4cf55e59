package dev.bellwether.api;

import java.util.List;

/// The steps, in the order in which they are taken.
///
/// @param applied whether they were taken
public record SetupPlan(List<SetupStep> steps, boolean applied) {
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
