/// Statistics: from sums to a sentence one can trust.
///
/// Enters: [Sums], the mergeable object that every result is made of, counts of visitors, and keys
/// to be assigned. Leaves: estimates, intervals and p-values, each in an [Answer] that is either
/// said or says why it cannot be; and buckets, by our hash or by those of others. Read [Sums] first
/// (why nothing is lost in them), then [Reading] (what a metric is, as a function of sums) and
/// [Difference] (what two variations differ by; every method starts from it).
///
/// It is pure: no input, no output, no clock, no state. It will never give a number where the data
/// cannot carry one.
@NullMarked
package dev.bellwether.statistics;

import org.jspecify.annotations.NullMarked;
