package dev.bellwether.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// Reads addresses written as numbers, strictly and without ever asking a resolver: four decimal
/// parts for IPv4 (no octal, no hexadecimal, no shortened forms), RFC 4291 for IPv6.
public final class IpText {
    private static final byte[] NONE = {};

    private IpText() {}

    public static Optional<InetAddress> parse(String text) {
        byte[] bytes = text.indexOf(':') >= 0 ? parse6(text) : parse4(text);
        if (bytes.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(text, bytes));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /// True for text that some systems read as an address although it is none by the strict rule,
    /// such as `127.1`, `0x7f.1` or `2130706433`.
    public static boolean looksNumeric(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return !last.isEmpty()
                && (last.chars().allMatch(Character::isDigit)
                        || last.toLowerCase(java.util.Locale.ROOT).matches("0x[0-9a-f]*"));
    }

    private static byte[] parse4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return NONE;
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < 4; i++) {
            String part = parts[i];
            boolean legal =
                    !part.isEmpty()
                            && part.length() <= 3
                            && part.chars().allMatch(c -> c >= '0' && c <= '9')
                            && !(part.length() > 1 && part.charAt(0) == '0');
            if (!legal || Integer.parseInt(part) > 255) {
                return NONE;
            }
            bytes[i] = (byte) Integer.parseInt(part);
        }
        return bytes;
    }

    /// Sixteen bytes, or none when the text is no IPv6 address.
    public static byte[] parse6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return NONE;
        }
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap));
        byte[] tail = gap < 0 ? NONE : groups(text.substring(gap + 2));
        boolean bad = head == BAD || tail == BAD;
        if (bad || (gap < 0 ? head.length != 16 : head.length + tail.length > 14)) {
            return NONE;
        }
        byte[] bytes = new byte[16];
        System.arraycopy(head, 0, bytes, 0, head.length);
        System.arraycopy(tail, 0, bytes, 16 - tail.length, tail.length);
        return bytes;
    }

    private static final byte[] BAD = {0};

    private static byte[] groups(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        String[] parts = text.split(":", -1);
        byte[] bytes = new byte[Math.min(parts.length, 9) * 2 + 2];
        int at = 0;
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            if (i == parts.length - 1 && part.indexOf('.') >= 0) {
                byte[] four = parse4(part);
                if (four.length == 0 || at > 12) {
                    return BAD;
                }
                System.arraycopy(four, 0, bytes, at, 4);
                at += 4;
            } else {
                if (!part.matches("[0-9a-fA-F]{1,4}") || at > 14) {
                    return BAD;
                }
                int value = Integer.parseInt(part, 16);
                bytes[at++] = (byte) (value >> 8);
                bytes[at++] = (byte) value;
            }
        }
        return java.util.Arrays.copyOf(bytes, at);
    }
}
