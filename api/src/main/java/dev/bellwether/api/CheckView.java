package dev.bellwether.api;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.CheckState;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import dev.bellwether.model.VerdictId;
import dev.bellwether.watch.CheckVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A check with where its verdict stands. Secrets are answered as `(kept)`.
public record CheckView(
        CheckId id,
        ServiceId service,
        String name,
        CheckSpec spec,
        Duration interval,
        Duration timeout,
        Optional<Duration> degradedAbove,
        Status whenDown,
        Check.Recovery recovery,
        List<String> places,
        boolean paused,
        List<String> labels,
        Verdict verdict) {

    /// @param since empty before the first verdict
    public record Verdict(
            CheckState state,
            Status status,
            String summary,
            Optional<Instant> since,
            Optional<VerdictId> id) {}

    static CheckView of(Check check, Optional<CheckVerdict> stands) {
        Verdict verdict =
                stands.map(v ->
                                new Verdict(
                                        v.state(),
                                        v.status(),
                                        v.summary(),
                                        Optional.of(v.since()),
                                        v.verdict()))
                        .orElse(
                                new Verdict(
                                        CheckState.UNKNOWN,
                                        Status.UNKNOWN,
                                        "",
                                        Optional.empty(),
                                        Optional.empty()));
        return new CheckView(
                check.id(),
                check.service(),
                check.name(),
                check.spec(),
                check.interval(),
                check.timeout(),
                check.degradedAbove(),
                check.whenDown(),
                check.recovery(),
                check.places(),
                check.paused(),
                check.labels(),
                verdict);
    }
}
