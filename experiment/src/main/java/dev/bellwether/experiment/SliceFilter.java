package dev.bellwether.experiment;

import dev.bellwether.model.InvalidInput;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Which visitors are looked at, by the slices of their first exposure, in any combination.
public sealed interface SliceFilter {
    /// Everybody.
    SliceFilter ALL = new All(List.of());

    /// Parts of a filter, and values in it, at most.
    int MOST_PARTS = 1_000;

    /// @param slice as the campaign names it
    /// @param values of which the visitor has one; an empty text stands for no value
    record OneOf(String slice, Set<String> values) implements SliceFilter {
        public OneOf {
            values = Set.copyOf(values);
        }
    }

    /// All of these; of none, it passes.
    record All(List<SliceFilter> of) implements SliceFilter {
        public All {
            of = List.copyOf(of);
        }
    }

    /// One of these; of none, it does not pass.
    record Any(List<SliceFilter> of) implements SliceFilter {
        public Any {
            of = List.copyOf(of);
        }
    }

    record Not(SliceFilter filter) implements SliceFilter {}

    static SliceFilter of(String slice, String... values) {
        return new OneOf(slice, Set.of(values));
    }

    default boolean isAll() {
        return this instanceof All(List<SliceFilter> of) && of.isEmpty();
    }

    /// @param value the visitor's value of a slice; empty for none
    default boolean passes(Function<String, String> value) {
        return switch (this) {
            case OneOf(String slice, Set<String> values) -> values.contains(value.apply(slice));
            case All(List<SliceFilter> of) -> of.stream().allMatch(one -> one.passes(value));
            case Any(List<SliceFilter> of) -> of.stream().anyMatch(one -> one.passes(value));
            case Not(SliceFilter filter) -> !filter.passes(value);
        };
    }

    /// @throws InvalidInput when it names a slice that the campaign does not have, or is too large
    default void check(Campaign campaign) {
        int parts = parts(campaign);
        if (parts > MOST_PARTS) {
            throw new InvalidInput(
                    "filter", "'" + parts + "' parts and values; allowed: 0 to " + MOST_PARTS);
        }
    }

    private int parts(Campaign campaign) {
        return switch (this) {
            case OneOf(String slice, Set<String> values) -> {
                if (!campaign.slices().contains(slice)) {
                    throw new InvalidInput(
                            "filter",
                            Faults.quoted(slice)
                                    + " is no slice of the campaign; allowed: "
                                    + (campaign.slices().isEmpty()
                                            ? "none, for it has no slices"
                                            : String.join(", ", campaign.slices())));
                }
                yield 1 + values.size();
            }
            case All(List<SliceFilter> of) -> parts(of, campaign);
            case Any(List<SliceFilter> of) -> parts(of, campaign);
            case Not(SliceFilter filter) -> 1 + filter.parts(campaign);
        };
    }

    private static int parts(List<SliceFilter> of, Campaign campaign) {
        return 1 + of.stream().mapToInt(one -> one.parts(campaign)).sum();
    }
}
