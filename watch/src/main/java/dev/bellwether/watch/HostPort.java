package dev.bellwether.watch;

import dev.bellwether.model.IpText;
import java.util.Optional;

/// A host and a port, such as `example.org:53`, `192.0.2.7` or `[2001:db8::1]:53`.
record HostPort(String host, int port) {
    static Optional<HostPort> parse(String text, int usualPort) {
        boolean bracketed = text.startsWith("[");
        int close = text.indexOf(']');
        boolean bare6 = !bracketed && IpText.parse(text).isPresent();
        int colon = bare6 ? -1 : text.lastIndexOf(':');
        boolean hasPort = colon > close;
        String host = hasPort ? text.substring(0, colon) : text;
        if (bracketed) {
            if (close < 0 || close != host.length() - 1) {
                return Optional.empty();
            }
            host = host.substring(1, close);
        }
        String port = hasPort ? text.substring(colon + 1) : "" + usualPort;
        boolean legal =
                port.matches("[0-9]{1,5}")
                        && Integer.parseInt(port) >= 1
                        && Integer.parseInt(port) <= 65_535;
        return legal
                ? HostName.parse(host).map(name -> new HostPort(name, Integer.parseInt(port)))
                : Optional.empty();
    }
}
