package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.InvalidInput.Problem;
import java.util.List;

/// What a [BulkChange] would do, check by check, without what is secret.
///
/// @param same those that are so already
public record BulkPlan(List<Step> steps, List<Check> same, List<Refused> refused) {
    /// For a removal `after` is the check as it is.
    public record Step(Check before, Check after) {}

    /// A check that stays as it is, and why.
    public record Refused(Check check, List<Problem> problems) {}

    public BulkPlan {
        steps = List.copyOf(steps);
        same = List.copyOf(same);
        refused = List.copyOf(refused);
    }
}
