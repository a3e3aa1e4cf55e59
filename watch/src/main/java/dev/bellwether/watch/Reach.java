package dev.bellwether.watch;

import dev.bellwether.model.FailedRule;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.X509ExtendedTrustManager;

/// The way from this place to a target. The one spot where an address is looked up, checked and
/// dialled: what was checked is what is dialled, so an answer that changes between the two cannot
/// lead elsewhere.
final class Reach {
    private static final int MOST_ADDRESSES = 3;
    private final Names names;
    private final Networks networks;
    private final X509ExtendedTrustManager trust;
    private final InstantSource clock;
    private final String userAgent;

    Reach(
            Names names,
            Networks networks,
            X509ExtendedTrustManager trust,
            InstantSource clock,
            String userAgent) {
        this.clock = clock;
        this.userAgent = userAgent;
        this.names = names;
        this.networks = networks;
        this.trust = trust;
    }

    Instant now() {
        return clock.instant();
    }

    /// What we call ourselves.
    String userAgent() {
        return userAgent;
    }

    /// Who judges certificates.
    List<X509ExtendedTrustManager> judges() {
        return List.of(trust);
    }

    /// The addresses of a host that may be reached, at most three.
    ///
    /// @throws ProbeFailure without a vote when there are addresses and none is allowed
    List<InetAddress> addresses(String host, Deadline deadline, Stopwatch watch)
            throws ProbeFailure, InterruptedException {
        watch.start();
        List<InetAddress> all = names.addresses(host, deadline);
        watch.stop(Stopwatch.Phase.DNS);
        var allowed = new ArrayList<InetAddress>();
        Optional<String> refusal = Optional.empty();
        for (InetAddress address : all) {
            Optional<String> why = networks.refusal(address);
            if (why.isEmpty()) {
                allowed.add(address);
            } else if (refusal.isEmpty()) {
                refusal = why;
            }
        }
        if (allowed.isEmpty()) {
            throw ProbeFailure.place(FailedRule.ADDRESS, refusal.orElse(host + " has no address"));
        }
        return allowed.subList(0, Math.min(MOST_ADDRESSES, allowed.size()));
    }

    /// An open connection to the first address that takes one. The caller closes it.
    Socket connect(String host, int port, Deadline deadline, Stopwatch watch)
            throws IOException, InterruptedException {
        List<InetAddress> addresses = addresses(host, deadline, watch);
        Optional<IOException> last = Optional.empty();
        for (int i = 0; i < addresses.size(); i++) {
            // Later addresses must get their turn although the first hangs.
            int share = deadline.remainingMillis() / (addresses.size() - i);
            try {
                Socket socket = dial(addresses.get(i), port, Math.max(1, share));
                watch.stop(Stopwatch.Phase.CONNECT);
                return socket;
            } catch (IOException e) {
                last = Optional.of(explained(e, addresses.get(i), port, deadline));
            }
        }
        throw last.orElseGet(() -> ProbeFailure.of(FailedRule.CONNECT, host + " has no address"));
    }

    private static Socket dial(InetAddress address, int port, int millis) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address, port), millis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static ProbeFailure explained(
            IOException error, InetAddress address, int port, Deadline deadline) {
        String where = address.getHostAddress() + ":" + port;
        String said = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        if (said.contains("network is unreachable")) {
            return ProbeFailure.place(FailedRule.CONNECT, "this place has no way to " + where);
        }
        return switch (error) {
            case SocketTimeoutException _ ->
                    ProbeFailure.either(
                            FailedRule.CONNECT,
                            where
                                    + " did not answer within "
                                    + deadline.timeout().toMillis()
                                    + " ms");
            case NoRouteToHostException _ ->
                    ProbeFailure.either(FailedRule.CONNECT, "there is no route to " + where);
            case ConnectException _ when said.contains("refused") ->
                    ProbeFailure.of(FailedRule.CONNECT, where + " refused the connection");
            default -> ProbeFailure.either(FailedRule.CONNECT, where + ": " + error.getMessage());
        };
    }
}
