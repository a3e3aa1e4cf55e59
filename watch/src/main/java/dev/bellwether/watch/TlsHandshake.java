package dev.bellwether.watch;

import dev.bellwether.model.FailedRule;
import dev.bellwether.model.IpText;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// TLS over an open connection: the name is sent (SNI) and checked, and the certificates that were
/// shown are kept also when they are refused.
final class TlsHandshake {
    private final SSLSocket socket;
    private final Chain chain;

    private TlsHandshake(SSLSocket socket, Chain chain) {
        this.socket = socket;
        this.chain = chain;
    }

    SSLSocket socket() {
        return socket;
    }

    Chain chain() {
        return chain;
    }

    /// Shakes hands.
    ///
    /// @param judges who must trust the certificate and find the host's name in it; empty accepts
    ///   any
    /// @throws ProbeFailure saying in words what is wrong with the certificate
    static TlsHandshake over(
            Socket plain,
            String host,
            int port,
            List<X509ExtendedTrustManager> judges,
            Stopwatch watch)
            throws IOException {
        watch.start();
        var chain = new Chain(judges);
        SSLSocket socket;
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {chain}, null);
            socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
        SSLParameters parameters = socket.getSSLParameters();
        if (IpText.parse(host).isEmpty()) {
            name(parameters, host);
        }
        if (!judges.isEmpty()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (SSLException e) {
            throw ProbeFailure.of(FailedRule.TLS, CertificateWords.failure(e, chain, host));
        }
        watch.stop(Stopwatch.Phase.TLS);
        return new TlsHandshake(socket, chain);
    }

    private static void name(SSLParameters parameters, String host) {
        try {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        } catch (IllegalArgumentException e) {
            // A name with an underscore is no legal SNI name; the server answers with its default.
        }
    }
}
