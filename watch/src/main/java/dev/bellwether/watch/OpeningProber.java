package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.ProbeResult.Outcome;
import dev.bellwether.model.Timings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Opens the secrets of a check for the one probe that needs them. What cannot be opened says
/// nothing about the target: the place has no vote.
record OpeningProber(Prober prober, CheckSeal seal, InstantSource clock) implements Prober {
    @Override
    public String place() {
        return prober.place();
    }

    @Override
    public void probe(Check check, Consumer<Answer> then) {
        Check opened;
        try {
            opened = seal.open(check);
        } catch (IllegalArgumentException e) {
            Instant now = clock.instant();
            then.accept(
                    new Answer(
                            now,
                            now,
                            Outcome.NO_VOTE,
                            Timings.NONE,
                            "a secret of this check was sealed with another key: enter it anew, or"
                                    + " bring the secret.key back that belongs to this database"));
            return;
        }
        prober.probe(opened, then);
    }
}
