package dev.bellwether.console;

import java.net.URI;
import java.util.Optional;

/// What the console must know of its surroundings.
///
/// @param base the address people reach the server by, such as `https://status.example.com`; with
///   `https` cookies are marked secure
/// @param version as it is told on the settings page
/// @param mail what is said about outgoing mail, such as `smtp.example.com:587`; empty when no mail
///   server is set up
/// @param demo true when the installation is a demonstration, which is said on top of each page
public record ConsoleSettings(URI base, String version, Optional<String> mail, boolean demo) {
    public static ConsoleSettings of(URI base) {
        return new ConsoleSettings(base, "development", Optional.empty(), false);
    }

    boolean secure() {
        return "https".equals(base.getScheme());
    }

    /// An address under [#base].
    String address(String path) {
        String text = base.toString();
        return (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path;
    }
}
