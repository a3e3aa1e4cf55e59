package dev.bellwether.watch;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Whom probes trust to name servers.
final class Trust {
    private Trust() {}

    /// The certificate authorities of the Java that runs this.
    static X509ExtendedTrustManager ofThisJava() {
        return in(Optional.empty());
    }

    /// The certificates of a key store; empty takes this Java's.
    static X509ExtendedTrustManager in(Optional<KeyStore> store) {
        try {
            var factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store.orElse(null));
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager found) {
                    return found;
                }
            }
            throw new IllegalStateException("this Java trusts nobody");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the trust store cannot be read", e);
        }
    }
}
