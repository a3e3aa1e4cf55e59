package dev.bellwether.console;

import java.util.Locale;

/// Memory as people read it: binary, with two or three digits that count.
final class Sizes {
    private static final double KIB = 1024;

    private Sizes() {}

    /// `0`, `512 KB`, `48 MB`, `1.5 GB`.
    static String of(long bytes) {
        if (bytes <= 0) {
            return "0";
        }
        double size = bytes / KIB;
        String unit = "KB";
        for (String next : new String[] {"MB", "GB", "TB"}) {
            if (size < 1000) {
                break;
            }
            size /= KIB;
            unit = next;
        }
        String digits = String.format(Locale.ROOT, size < 9.95 ? "%.1f" : "%.0f", size);
        return (digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits)
                + " "
                + unit;
    }

    /// As [#of], a dash where nothing is known.
    static String known(long bytes) {
        return bytes <= 0 ? "–" : of(bytes);
    }
}
