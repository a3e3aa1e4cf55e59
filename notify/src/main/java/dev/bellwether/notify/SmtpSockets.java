package dev.bellwether.notify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Connections to the mail server, opened here so that the name is looked up off the virtual
/// threads and an interrupt ends every wait. The certificate must name the host.
final class SmtpSockets {
    private final MailSettings settings;
    private final Lookup lookup;
    private final SSLSocketFactory tls;

    SmtpSockets(MailSettings settings, Lookup lookup) {
        this(settings, lookup, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /// @param tls knows whom to trust
    SmtpSockets(MailSettings settings, Lookup lookup, SSLSocketFactory tls) {
        this.settings = settings;
        this.lookup = lookup;
        this.tls = tls;
    }

    Socket connect() throws IOException {
        List<InetAddress> addresses = lookup.all(settings.host());
        IOException last = new IOException("it has no address");
        for (InetAddress address : addresses) {
            try {
                return connect(address);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private Socket connect(InetAddress address) throws IOException {
        int millis = (int) settings.timeout().toMillis();
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address, settings.port()), millis);
            socket.setSoTimeout(millis);
            socket.setTcpNoDelay(true);
            return settings.security() == MailSettings.Security.TLS ? encrypted(socket) : socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private Socket encrypted(Socket plain) throws IOException {
        var socket = (SSLSocket) tls.createSocket(plain, settings.host(), settings.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
