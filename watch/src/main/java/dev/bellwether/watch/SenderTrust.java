package dev.bellwether.watch;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// What a signature is checked with.
///
/// @param secret what the integration and its sender share
/// @param web asks an address that the sender's rules allow
record SenderTrust(Optional<String> secret, Instant now, Web web) {
    @FunctionalInterface
    interface Web {
        /// The body of the answer, at most 64 KB.
        ///
        /// @throws SenderRefused when it cannot be had
        byte[] get(URI address);
    }
}
