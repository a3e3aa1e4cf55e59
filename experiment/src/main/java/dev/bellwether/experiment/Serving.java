package dev.bellwether.experiment;

import dev.bellwether.statistics.Bucketing;
import java.util.List;
import java.util.Optional;

/// What a rule gives to the visitors it takes.
public sealed interface Serving {
    /// The same variation to all of them.
    record Fixed(String variation) implements Serving {}

    /// A campaign: visitors are divided by a hash, so each gets the same variation again, on every
    /// node and in every program that has the set.
    ///
    /// A visitor is asked in this order: is there a key to assign by; does the exclusion group give
    /// them to this campaign; are they within coverage; and does no holdout keep them out. The
    /// holdout comes last, so those whom it keeps out are the very visitors who would have taken
    /// part, and both can be compared.
    ///
    /// @param campaign unique within the set; exposures are told by it
    /// @param by the hash; changing it deals all visitors anew
    /// @param unit the attribute whose text is the key, such as a company's; empty: the visitor's
    ///   own key
    /// @param shares together 1
    /// @param group the exclusion group that it belongs to
    record Split(
            String campaign,
            Bucketing by,
            Optional<String> unit,
            Ramp coverage,
            List<Share> shares,
            Optional<String> group)
            implements Serving {
        public Split {
            shares = List.copyOf(shares);
        }
    }

    /// @param share of the campaign's visitors, from 0 to 1
    record Share(String variation, double share) {}
}
