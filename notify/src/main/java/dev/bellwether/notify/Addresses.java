package dev.bellwether.notify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// The addresses of a host that the policy allows. What was checked here is what is connected to.
final class Addresses {
    private final Lookup lookup;
    private final AddressPolicy policy;

    Addresses(Lookup lookup, AddressPolicy policy) {
        this.lookup = lookup;
        this.policy = policy;
    }

    List<InetSocketAddress> of(String host, int port) throws IOException {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        List<InetAddress> allowed = lookup.all(name).stream().filter(policy::allows).toList();
        if (allowed.isEmpty()) {
            throw new Refused("'" + host + "' leads into a network that webhooks may not reach");
        }
        return allowed.stream().map(address -> new InetSocketAddress(address, port)).toList();
    }

    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }
}
