package dev.bellwether.watch;

import dev.bellwether.model.IpText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An http or https address, taken apart.
///
/// @param host a name in ASCII or an address without brackets
/// @param path with the query; never empty; only printable ASCII
record HttpTarget(boolean secure, String host, int port, String path) {
    private static final Pattern FORM =
            Pattern.compile("(?i)(https?)://([^/?#@\\\\]*)([^#]*)(#.*)?", Pattern.DOTALL);
    private static final int LONGEST = 4_096;

    /// Empty when the text is no address, or carries a user name.
    static Optional<HttpTarget> parse(String text) {
        var match = FORM.matcher(text);
        if (text.length() > LONGEST || !match.matches()) {
            return Optional.empty();
        }
        boolean secure = match.group(1).toLowerCase(Locale.ROOT).equals("https");
        String authority = match.group(2);
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, colon) : authority;
        Optional<String> name =
                host.startsWith("[") && host.endsWith("]")
                        ? IpText.parse(host.substring(1, host.length() - 1))
                                .map(address -> host.substring(1, host.length() - 1))
                        : host.indexOf(':') >= 0 ? Optional.empty() : HostName.parse(host);
        int port = hasPort ? port(authority.substring(colon + 1)) : secure ? 443 : 80;
        Optional<String> path = path(match.group(3));
        return name.isEmpty() || port < 1 || path.isEmpty()
                ? Optional.empty()
                : Optional.of(new HttpTarget(secure, name.get(), port, path.get()));
    }

    /// Where a redirect leads (RFC 9110, 10.2.2: the Location may be relative).
    Optional<HttpTarget> redirect(String location) {
        if (location.matches("(?i)[a-z][a-z0-9+.-]*:.*")) {
            return parse(location);
        }
        if (location.startsWith("//")) {
            return parse((secure ? "https:" : "http:") + location);
        }
        try {
            URI joined = new URI(base() + path).resolve(new URI(location.replace(" ", "%20")));
            return parse(joined.toString());
        } catch (java.net.URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// As the Host header has it: the port only where it is not the usual one.
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? 443 : 80) ? name : name + ":" + port;
    }

    private String base() {
        return (secure ? "https://" : "http://") + authority();
    }

    @Override
    public String toString() {
        return base() + path;
    }

    private static int port(String text) {
        return text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535
                ? Integer.parseInt(text)
                : -1;
    }

    private static Optional<String> path(String text) {
        var path = new StringBuilder(text.startsWith("/") ? "" : "/");
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b < 0) {
                path.append('%').append(String.format("%02X", b));
            } else if (b <= ' ' || b == 127) {
                return Optional.empty();
            } else {
                path.append((char) b);
            }
        }
        return Optional.of(path.toString());
    }
}
