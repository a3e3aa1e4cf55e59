package dev.bellwether.people;

import dev.bellwether.model.Secrets;
import java.security.SecureRandom;

/// Secrets at rest: AES-256-GCM under a key made from the [InstanceKey]. Safe for many threads.
public final class SealedSecrets implements Secrets {
    private final Sealer sealer;

    public SealedSecrets(InstanceKey key) {
        this.sealer = new Sealer(key.derive("AES", "secrets"), new SecureRandom());
    }

    @Override
    public String seal(String purpose, String secret) {
        return sealer.seal(purpose, secret);
    }

    @Override
    public String open(String purpose, String sealed) {
        return sealer.open(purpose, sealed);
    }
}
