/// Watch: from a probe to a verdict.
///
/// Enters: checks as people save them, the beats of their schedule, what providers say of
/// themselves. Leaves: [dev.bellwether.model.VerdictChanged] and
/// [dev.bellwether.model.ProviderChanged] in the journal, each probe's result for the analytics
/// store, and the evidence of every verdict. Read [Watch] first (the room at work), then
/// [VerdictMachine] (how probes become a verdict) and [Probe] (how one is made).
///
/// It will never open an incident, page anybody, or say DOWN because it cannot see.
@NullMarked
package dev.bellwether.watch;

import org.jspecify.annotations.NullMarked;
