package dev.bellwether.model;

import java.net.InetAddress;

/// A block of addresses: those whose first `bits` bits are the same.
public final class Cidr {
    private final byte[] network;
    private final int bits;

    private Cidr(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /// Reads `10.0.0.0/8`, `fd00::/8` or a single address.
    ///
    /// @throws IllegalArgumentException quoting the text
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] bytes = bytes(text, address);
        if (slash < 0) {
            return new Cidr(bytes, bytes.length * 8);
        }
        int bits;
        try {
            bits = Integer.parseInt(text.substring(slash + 1));
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
        if (bits < 0 || bits > bytes.length * 8) {
            throw wrong(text);
        }
        return new Cidr(bytes, bits);
    }

    /// A block of IPv6 addresses, also where Java's own reading would turn them into IPv4.
    public static Cidr parse6(String address, int bits) {
        byte[] bytes = IpText.parse6(address);
        if (bytes.length == 0) {
            throw wrong(address);
        }
        return new Cidr(bytes, bits);
    }

    public boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        int mask = 0xff << (8 - rest);
        return rest == 0 || ((address[whole] ^ network[whole]) & mask & 0xff) == 0;
    }

    private static byte[] bytes(String text, String address) {
        return IpText.parse(address).map(InetAddress::getAddress).orElseThrow(() -> wrong(text));
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + text + "' is not a network such as 10.0.0.0/8, fd00::/8 or 192.0.2.7");
    }
}
