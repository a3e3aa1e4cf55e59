package dev.bellwether.watch;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.TrustAnchor;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

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

        /// The roots that certificates must lead to: those of this Java.
        default Set<TrustAnchor> roots() {
            return Roots.OF_JAVA;
        }
    }

    /// Read when a certificate is checked first.
    private static final class Roots {
        static final Set<TrustAnchor> OF_JAVA = read();

        private static Set<TrustAnchor> read() {
            try {
                var factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                @Nullable KeyStore standard = null;
                factory.init(standard);
                return Arrays.stream(factory.getTrustManagers())
                        .filter(X509TrustManager.class::isInstance)
                        .map(X509TrustManager.class::cast)
                        .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                        .map(root -> new TrustAnchor(root, null))
                        .collect(Collectors.toUnmodifiableSet());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Java's trusted roots cannot be read", e);
            }
        }
    }
}
