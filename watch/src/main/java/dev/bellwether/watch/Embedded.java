package dev.bellwether.watch;

import dev.bellwether.model.Cidr;
import java.util.Arrays;
import java.util.Optional;

/// IPv4 addresses that travel inside IPv6 ones.
final class Embedded {
    private static final Cidr MAPPED = Cidr.parse6("::ffff:0:0", 96);
    private static final Cidr COMPATIBLE = Cidr.parse6("::", 96);
    private static final Cidr TRANSLATED = Cidr.parse6("::ffff:0:0:0", 96);
    private static final Cidr NAT64 = Cidr.parse6("64:ff9b::", 96);
    private static final Cidr SIX_TO_FOUR = Cidr.parse6("2002::", 16);

    private Embedded() {}

    /// The IPv4 address inside a mapped, compatible, translated, NAT64 or 6to4 address.
    static Optional<byte[]> ipv4(byte[] address) {
        if (address.length != 16) {
            return Optional.empty();
        }
        if (SIX_TO_FOUR.contains(address)) {
            return Optional.of(Arrays.copyOfRange(address, 2, 6));
        }
        boolean atTheEnd =
                MAPPED.contains(address)
                        || COMPATIBLE.contains(address)
                        || TRANSLATED.contains(address)
                        || NAT64.contains(address);
        return atTheEnd ? Optional.of(Arrays.copyOfRange(address, 12, 16)) : Optional.empty();
    }
}
