/// Flags, which variation of them a visitor gets, and what came of it.
///
/// Enters: what people set, a [FlagSet] (flags with their rules, segments, exclusion groups,
/// holdouts), and visitors with what is known of them. Leaves: an [Outcome], which is a variation
/// and the reason for it. Read [FlagSet] first, then [Serving] (how a campaign divides its
/// visitors) and [Evaluator] (the pure function from a visitor to an outcome).
///
/// Results: a [Campaign] with its [Metric]s is checked as data ([CampaignRules]); [Results] answers
/// with its [CampaignSums]. [ResultSql] is the same as SQL over visitors' events;
/// docs/decisions/results.md is the one text that says what counts.
///
/// Evaluation has no input, output or clock: whoever has the set, the visitor and the time gets the
/// same answer. It will never move a visitor whom a change of the set does not concern.
@NullMarked
package dev.bellwether.experiment;

import org.jspecify.annotations.NullMarked;
