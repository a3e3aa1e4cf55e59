package dev.bellwether.notify;

import dev.bellwether.model.Channel;
import dev.bellwether.model.ContactMethod;
import java.net.URI;
import java.util.Locale;

/// What an address shares its fate with, and what of it may be shown: the mail address, or the host
/// of a webhook, whose path may be secret.
final class Targets {
    private Targets() {}

    static String of(Channel channel, String address) {
        return switch (channel) {
            case EMAIL -> address.toLowerCase(Locale.ROOT);
            case WEBHOOK -> host(address);
        };
    }

    static String shown(ContactMethod method) {
        return switch (method.channel()) {
            case EMAIL -> method.address();
            case WEBHOOK -> host(method.address());
        };
    }

    private static String host(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getAuthority() == null
                    ? "?"
                    : uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        } catch (IllegalArgumentException e) {
            return "?";
        }
    }
}
