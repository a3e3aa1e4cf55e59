package dev.bellwether.watch;

import dev.bellwether.model.FailedRule;
import java.io.IOException;

/// A rule that does not hold, or a target that cannot be reached.
final class ProbeFailure extends IOException {
    private static final long serialVersionUID = 1;

    /// Whose trouble it may be.
    enum Fault {
        /// The target's.
        TARGET,
        /// This place has no way to the network, or must not go there: no vote.
        PLACE,
        /// The target's, unless most checks of this place fail so at the same time.
        EITHER
    }

    private final Fault fault;

    private ProbeFailure(Fault fault, FailedRule rule, String what) {
        super(rule.tag() + " " + what);
        this.fault = fault;
    }

    static ProbeFailure of(FailedRule rule, String what) {
        return new ProbeFailure(Fault.TARGET, rule, what);
    }

    static ProbeFailure place(FailedRule rule, String what) {
        return new ProbeFailure(Fault.PLACE, rule, what);
    }

    static ProbeFailure either(FailedRule rule, String what) {
        return new ProbeFailure(Fault.EITHER, rule, what);
    }

    Fault fault() {
        return fault;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
