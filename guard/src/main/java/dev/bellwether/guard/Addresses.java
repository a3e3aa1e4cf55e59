package dev.bellwether.guard;

import java.net.URI;

/// Addresses of nodes.
final class Addresses {
    private Addresses() {}

    static int port(URI address) {
        return address.getPort() >= 0
                ? address.getPort()
                : "https".equals(address.getScheme()) ? 443 : 80;
    }

    /// As a node is called: its host and port.
    static String name(URI address) {
        return address.getHost() + ":" + port(address);
    }
}
