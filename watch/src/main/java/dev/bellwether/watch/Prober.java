package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Timings;
import java.time.Instant;
import java.util.function.Consumer;

/// A place that probes: this process, or one far away that is asked to.
interface Prober {
    /// The place's name; no two have the same.
    String place();

    /// Probes once and answers exactly once, on any thread, also before it returns. Whoever hears
    /// nothing from afar in time answers [Outcome#NO_VOTE] in its stead, so that a round always
    /// ends.
    void probe(Check check, Consumer<Answer> then);

    /// What the place saw.
    record Answer(Instant at, Instant answered, Outcome outcome, Timings timings, String message) {}
}
