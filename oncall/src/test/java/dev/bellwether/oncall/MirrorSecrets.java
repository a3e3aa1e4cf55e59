package dev.bellwether.oncall;

import dev.bellwether.model.Secrets;

/// Writes secrets backwards, so that a test sees whether they were sealed.
final class MirrorSecrets implements Secrets {
    @Override
    public String seal(String purpose, String secret) {
        return purpose + "/" + new StringBuilder(secret).reverse();
    }

    @Override
    public String open(String purpose, String sealed) {
        if (!sealed.startsWith(purpose + "/")) {
            throw new IllegalArgumentException("sealed for something else");
        }
        return new StringBuilder(sealed.substring(purpose.length() + 1)).reverse().toString();
    }
}
