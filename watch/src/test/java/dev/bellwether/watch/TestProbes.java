package dev.bellwether.watch;

import dev.bellwether.model.Check;
import dev.bellwether.model.CheckId;
import dev.bellwether.model.CheckSpec;
import dev.bellwether.model.OrganizationId;
import dev.bellwether.model.Secrets;
import dev.bellwether.model.ServiceId;
import dev.bellwether.model.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.X509ExtendedTrustManager;

/// Checks for tests, and the real prober to run them with.
final class TestProbes {
    static final OrganizationId ACME = new OrganizationId("acme");

    /// Tells whether a value was sealed, and for what; hides nothing.
    static final Secrets SECRETS =
            new Secrets() {
                @Override
                public String seal(String purpose, String secret) {
                    return purpose + "|" + new StringBuilder(secret).reverse();
                }

                @Override
                public String open(String purpose, String sealed) {
                    if (!sealed.startsWith(purpose + "|")) {
                        throw new IllegalArgumentException("sealed for another purpose");
                    }
                    return new StringBuilder(sealed.substring(purpose.length() + 1))
                            .reverse()
                            .toString();
                }
            };

    static final KnownProviders ANY_PROVIDER = (organization, provider) -> true;

    private TestProbes() {}

    static Check check(String id, CheckSpec spec) {
        return new Check(
                new CheckId(id),
                ACME,
                new ServiceId("shop"),
                id,
                spec,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Optional.empty(),
                Status.MAJOR_OUTAGE,
                Check.Recovery.DEFAULT,
                List.of(),
                false);
    }

    static Check within(Check c, Duration timeout, Optional<Duration> degradedAbove) {
        return new Check(
                c.id(),
                c.organization(),
                c.service(),
                c.name(),
                c.spec(),
                c.interval(),
                timeout,
                degradedAbove,
                c.whenDown(),
                c.recovery(),
                c.places(),
                c.paused());
    }

    static Prober.Answer run(CheckSpec spec) {
        return run(check("c", spec), Networks.all(), Trust.ofThisJava());
    }

    static Prober.Answer run(CheckSpec spec, Duration timeout) {
        return run(
                within(check("c", spec), timeout, Optional.empty()),
                Networks.all(),
                Trust.ofThisJava());
    }

    static Prober.Answer run(Check check, Networks networks, X509ExtendedTrustManager trust) {
        return run(check, networks, trust, InstantSource.system());
    }

    static Prober.Answer run(
            Check check, Networks networks, X509ExtendedTrustManager trust, InstantSource clock) {
        var settings = WatchSettings.defaults().withNetworks(networks);
        try (var prober = new LocalProber(settings, trust, clock)) {
            var answer = new CompletableFuture<Prober.Answer>();
            prober.probe(check, answer::complete);
            return answer.join();
        }
    }
}
