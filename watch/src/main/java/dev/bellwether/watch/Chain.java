package dev.bellwether.watch;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Remembers the certificates that a server shows, then asks the judges; without judges all are
/// accepted.
final class Chain extends X509ExtendedTrustManager {
    private final List<X509ExtendedTrustManager> judges;
    private volatile List<X509Certificate> shown = List.of();

    Chain(List<X509ExtendedTrustManager> judges) {
        this.judges = judges;
    }

    /// The server's own certificate; empty when the handshake did not get so far.
    Optional<X509Certificate> leaf() {
        return shown.stream().findFirst();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        shown = List.of(chain);
        for (X509ExtendedTrustManager judge : judges) {
            // A certificate that is itself trusted is not held to its dates by Java's judge.
            chain[0].checkValidity();
            judge.checkServerTrusted(chain, type, socket);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        shown = List.of(chain);
        for (X509ExtendedTrustManager judge : judges) {
            judge.checkServerTrusted(chain, type, engine);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        shown = List.of(chain);
        for (X509ExtendedTrustManager judge : judges) {
            judge.checkServerTrusted(chain, type);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw new CertificateException("probes are clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("probes are clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("probes are clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
