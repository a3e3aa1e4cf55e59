package dev.bellwether.watch;

import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.FailedRule;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/// The certificate is trusted, names the host, and lasts.
record TlsProbe(CheckSpec.Tls spec) implements Probe {
    @Override
    public ProbeOutcome run(Reach reach, Deadline deadline, Stopwatch watch)
            throws IOException, InterruptedException {
        var plain = reach.connect(spec.host(), spec.port(), deadline, watch);
        try (var guarded = deadline.guard(plain)) {
            var handshake =
                    TlsHandshake.over(plain, spec.host(), spec.port(), reach.judges(), watch);
            X509Certificate leaf =
                    handshake
                            .chain()
                            .leaf()
                            .orElseThrow(() ->
                                    ProbeFailure.of(
                                            FailedRule.TLS, "the server showed no certificate"));
            return judged(leaf, reach.now(), watch);
        }
    }

    private ProbeOutcome judged(X509Certificate leaf, Instant now, Stopwatch watch) {
        Duration left = Duration.between(now, leaf.getNotAfter().toInstant());
        if (left.toDays() >= spec.daysLeft()) {
            return new ProbeOutcome.Good(watch.timings());
        }
        return new ProbeOutcome.Degraded(
                watch.timings(),
                FailedRule.CERTIFICATE.tag()
                        + " "
                        + left.toDays()
                        + " days left is below "
                        + spec.daysLeft()
                        + CertificateWords.about(leaf));
    }
}
