package dev.bellwether.notify;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Tells public addresses from those that lead into somebody's own network (IANA special-purpose
/// address registries, RFC 6890). An IPv4 address inside an IPv6 one counts as itself.
final class PublicAddresses {
    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address four -> isPublic(four.getAddress());
            case Inet6Address six -> isPublicSix(six.getAddress());
            default -> false;
        };
    }

    private static boolean isPublic(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        int third = b[2] & 0xff;
        boolean shared = first == 100 && second >= 64 && second < 128;
        boolean protocols = first == 192 && second == 0 && (third == 0 || third == 2);
        boolean benchmarks = first == 198 && (second == 18 || second == 19);
        boolean documents =
                (first == 198 && second == 51 && third == 100)
                        || (first == 203 && second == 0 && third == 113);
        return first != 0
                && first != 10
                && first != 127
                && first < 224
                && !shared
                && !protocols
                && !benchmarks
                && !documents;
    }

    private static boolean isPublicSix(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        if (first == 0x00 && second == 0x64 && (b[2] & 0xff) == 0xff && (b[3] & 0xff) == 0x9b) {
            return isPublicFour(b, 12); // NAT64, RFC 6052
        }
        if (first == 0x20 && second == 0x02) {
            return isPublicFour(b, 2); // 6to4, RFC 3056
        }
        boolean documents =
                first == 0x20 && second == 0x01 && (b[2] & 0xff) == 0x0d && (b[3] & 0xff) == 0xb8;
        boolean global = (first & 0xe0) == 0x20; // 2000::/3 is all that is given out
        return global && !documents;
    }

    private static boolean isPublicFour(byte[] b, int at) {
        try {
            return isPublic(
                    InetAddress.getByAddress(new byte[] {b[at], b[at + 1], b[at + 2], b[at + 3]}));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
