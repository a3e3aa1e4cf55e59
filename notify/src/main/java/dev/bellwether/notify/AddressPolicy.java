package dev.bellwether.notify;

import java.net.InetAddress;

/// Which network addresses a webhook may be sent to. Asked for the address that is really connected
/// to, after the name was looked up, so that a name cannot change its mind in between.
@FunctionalInterface
public interface AddressPolicy {
    boolean allows(InetAddress address);

    /// Public unicast addresses only: no loopback, link-local, private, shared (RFC 6598), unique
    /// local (RFC 4193) or multicast one.
    static AddressPolicy publicOnly() {
        return PublicAddresses::isPublic;
    }

    /// Every address: for tests and for a world on loopback.
    static AddressPolicy any() {
        return address -> true;
    }
}
