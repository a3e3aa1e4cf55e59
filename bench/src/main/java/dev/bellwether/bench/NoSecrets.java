package dev.bellwether.bench;

import dev.bellwether.model.Secrets;

/// For what is measured without sealing.
final class NoSecrets implements Secrets {
    @Override
    public String seal(String purpose, String secret) {
        return secret;
    }

    @Override
    public String open(String purpose, String sealed) {
        return sealed;
    }
}
