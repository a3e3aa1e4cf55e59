package dev.bellwether.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Addresses within the console.
final class Links {
    private Links() {}

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /// `path?a=1&b=2` of names and values in turn; what is empty is left out.
    static String to(String path, String... namesAndValues) {
        var address = new StringBuilder(path);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!namesAndValues[i + 1].isEmpty()) {
                address.append(address.indexOf("?") < 0 ? '?' : '&')
                        .append(namesAndValues[i])
                        .append('=')
                        .append(encode(namesAndValues[i + 1]));
            }
        }
        return address.toString();
    }
}
