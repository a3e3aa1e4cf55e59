package dev.bellwether.experiment;

import dev.bellwether.statistics.Bucketing;
import java.util.Set;

/// Visitors who are kept out of campaigns, so that what all of these did together can be measured.
///
/// @param name unique within the set
/// @param by a hash of its own, asked with the key that the campaign assigns by
/// @param share of all visitors that is kept out, from 0 to 1
/// @param campaigns which it keeps them out of; empty: of all
public record Holdout(
        String name, Bucketing by, double share, Window window, Set<String> campaigns) {
    public Holdout {
        campaigns = Set.copyOf(campaigns);
    }
}
