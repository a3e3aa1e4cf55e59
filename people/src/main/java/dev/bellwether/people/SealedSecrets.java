package dev.bellwether.people;

import dev.bellwether.model.Secrets;

/// Secrets at rest: AES-256-GCM under a key made from the [InstanceKey].
public final class SealedSecrets implements Secrets {
    public SealedSecrets(InstanceKey key) {}

    @Override
    public String seal(String purpose, String secret) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String open(String purpose, String sealed) {
        throw new UnsupportedOperationException();
    }
}
