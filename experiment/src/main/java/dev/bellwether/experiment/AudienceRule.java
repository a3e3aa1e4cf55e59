package dev.bellwether.experiment;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who belongs to a segment in a month, by what they did in that month.
public sealed interface AudienceRule {
    /// At least one such goal event.
    record Did(Goal goal) implements AudienceRule {}

    record All(List<AudienceRule> of) implements AudienceRule {
        public All {
            of = List.copyOf(of);
        }
    }

    record Any(List<AudienceRule> of) implements AudienceRule {
        public Any {
            of = List.copyOf(of);
        }
    }

    /// Visitors of the month for whom it does not hold.
    record Not(AudienceRule of) implements AudienceRule {}

    /// The goals it looks at.
    default Stream<Goal> goals() {
        return switch (this) {
            case Did(Goal goal) -> Stream.of(goal);
            case All(List<AudienceRule> of) -> of.stream().flatMap(AudienceRule::goals);
            case Any(List<AudienceRule> of) -> of.stream().flatMap(AudienceRule::goals);
            case Not(AudienceRule of) -> of.goals();
        };
    }

    default int depth() {
        return switch (this) {
            case Did _ -> 1;
            case All(List<AudienceRule> of) -> 1 + depth(of);
            case Any(List<AudienceRule> of) -> 1 + depth(of);
            case Not(AudienceRule of) -> 1 + of.depth();
        };
    }

    private static int depth(List<AudienceRule> of) {
        return of.stream().mapToInt(AudienceRule::depth).max().orElse(0);
    }

    /// As people read it: `order, and none of view where plan is team`.
    default String words() {
        return switch (this) {
            case Did(Goal goal) -> CampaignWords.goalInFull(goal);
            case All(List<AudienceRule> of) -> of.isEmpty() ? "everybody" : joined(of, ", and ");
            case Any(List<AudienceRule> of) -> of.isEmpty() ? "nobody" : joined(of, " or ");
            case Not(AudienceRule of) -> "not (" + of.words() + ")";
        };
    }

    private static String joined(List<AudienceRule> rules, String by) {
        return rules.stream()
                .map(rule -> rule.isSimple() ? rule.words() : "(" + rule.words() + ")")
                .collect(Collectors.joining(by));
    }

    private boolean isSimple() {
        return switch (this) {
            case Did _, Not _ -> true;
            case All(List<AudienceRule> of) -> of.size() < 2;
            case Any(List<AudienceRule> of) -> of.size() < 2;
        };
    }
}
