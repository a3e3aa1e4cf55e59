package dev.bellwether.watch;

import dev.bellwether.model.IpText;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/// The name or address of a machine, as people write it.
final class HostName {
    private HostName() {}

    /// The name in ASCII and lower case, or the address; empty when the text is neither.
    static Optional<String> parse(String text) {
        if (IpText.parse(text).isPresent()) {
            return Optional.of(text.toLowerCase(Locale.ROOT));
        }
        String ascii;
        try {
            ascii = IDN.toASCII(text).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        String bare = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        boolean legal = !bare.isEmpty() && bare.length() <= 253 && !IpText.looksNumeric(bare);
        for (String label : bare.split("\\.", -1)) {
            legal &= label.matches("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
        }
        return legal ? Optional.of(bare) : Optional.empty();
    }
}
