package dev.bellwether.guard;

import java.time.Duration;
import java.util.List;

/// What admission wants done.
sealed interface AdmissionEffect {
    String id();

    /// Send it to the node.
    ///
    /// @param cap bytes, to be the query's limit at the server
    /// @param spillAt bytes from which it is to spill to disk; 0 for never
    /// @param waited since it came
    record Run(String id, String node, long cap, long spillAt, Duration waited)
            implements AdmissionEffect {}

    /// Let it wait.
    ///
    /// @param position its place, from 1; those before it go first unless they do not fit
    record Wait(String id, int position) implements AdmissionEffect {}

    /// Answer that it cannot run.
    ///
    /// @param retryAfter when it is worth trying again
    record Refuse(String id, Why why, Duration retryAfter) implements AdmissionEffect {}

    /// Pass on the server's own answer: it ran out of memory, and is not run again.
    record PassError(String id) implements AdmissionEffect {}

    /// Tell the server to end it.
    record Kill(String id, String node) implements AdmissionEffect {}

    /// Why a query cannot run.
    enum Why {
        /// Too many wait.
        FULL,
        /// Too many of the same user and feature wait.
        FULL_OF_FLOW,
        /// Too many wait in quarantine.
        FULL_OF_QUARANTINE,
        /// It waited until its deadline.
        DEADLINE,
        /// The one node that it may run on is not known.
        NO_NODE,
        /// A query of the same id is under way.
        SAME_ID,
        /// A person ended it while it waited.
        CANCELLED
    }

    /// A state, and what is to be done about it, in this order.
    record Decision(AdmissionState state, List<AdmissionEffect> effects) {
        public Decision {
            effects = List.copyOf(effects);
        }
    }
}
