package dev.bellwether.watch;

import dev.bellwether.model.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Which addresses probes may reach. The default is the public internet only: whoever may save a
/// check must not thereby reach what stands beside the server (metadata services, databases,
/// loopback).
///
/// The special-purpose blocks are those of the IANA registries (RFC 6890 and its successors).
/// Addresses that carry an IPv4 address inside (IPv4-mapped, NAT64, 6to4) are judged by it as well.
public final class Networks {
    private static final List<Refused> SPECIAL =
            List.of(
                    new Refused("0.0.0.0/8", "this network"),
                    new Refused("10.0.0.0/8", "private"),
                    new Refused("100.64.0.0/10", "shared (carrier-grade NAT)"),
                    new Refused("127.0.0.0/8", "loopback"),
                    new Refused("169.254.0.0/16", "link-local"),
                    new Refused("172.16.0.0/12", "private"),
                    new Refused("192.0.0.0/24", "reserved"),
                    new Refused("192.0.2.0/24", "documentation"),
                    new Refused("192.88.99.0/24", "reserved"),
                    new Refused("192.168.0.0/16", "private"),
                    new Refused("198.18.0.0/15", "benchmarking"),
                    new Refused("198.51.100.0/24", "documentation"),
                    new Refused("203.0.113.0/24", "documentation"),
                    new Refused("224.0.0.0/4", "multicast"),
                    new Refused("240.0.0.0/4", "reserved"),
                    new Refused("::/128", "unspecified"),
                    new Refused("::1/128", "loopback"),
                    new Refused("64:ff9b:1::/48", "local-use NAT64"),
                    new Refused("100::/64", "discard-only"),
                    new Refused("2001::/23", "reserved"),
                    new Refused("2001:db8::/32", "documentation"),
                    new Refused("3fff::/20", "documentation"),
                    new Refused("5f00::/16", "segment routing"),
                    new Refused("fc00::/7", "private"),
                    new Refused("fe80::/10", "link-local"),
                    new Refused("fec0::/10", "site-local"),
                    new Refused("ff00::/8", "multicast"));

    private record Refused(Cidr block, String kind) {
        Refused(String block, String kind) {
            this(Cidr.parse(block), kind);
        }
    }

    private final boolean all;
    private final List<Cidr> allowed;

    private Networks(boolean all, List<Cidr> allowed) {
        this.all = all;
        this.allowed = List.copyOf(allowed);
    }

    /// The public internet only.
    public static Networks publicOnly() {
        return new Networks(false, List.of());
    }

    /// Everything: `watch.allow-private: true`.
    public static Networks all() {
        return new Networks(true, List.of());
    }

    /// The public internet and these blocks, each such as `10.1.0.0/16`, `fd00::/8` or one address.
    ///
    /// @throws IllegalArgumentException quoting the text that is no block
    public static Networks allowing(List<String> blocks) {
        return new Networks(false, blocks.stream().map(Cidr::parse).toList());
    }

    /// Whether the address may be reached.
    public boolean allows(InetAddress address) {
        return refusal(address).isEmpty();
    }

    /// Why the address may not be reached, such as `10.0.0.5 is a private address`; empty when it
    /// may.
    Optional<String> refusal(InetAddress address) {
        if (all || allowed.stream().anyMatch(block -> block.contains(address.getAddress()))) {
            return Optional.empty();
        }
        byte[] bytes = address.getAddress();
        Optional<byte[]> inner = Embedded.ipv4(bytes);
        if (inner.isPresent() && allowed.stream().anyMatch(block -> block.contains(inner.get()))) {
            return Optional.empty();
        }
        return kind(bytes)
                .or(() -> inner.flatMap(Networks::kind))
                .map(kind ->
                        address.getHostAddress()
                                + " is a "
                                + kind
                                + " address, which probes may not reach"
                                + " (watch.allow-private opens it)");
    }

    private static Optional<String> kind(byte[] address) {
        for (Refused refused : SPECIAL) {
            if (refused.block().contains(address)) {
                return Optional.of(refused.kind());
            }
        }
        return Optional.empty();
    }
}
