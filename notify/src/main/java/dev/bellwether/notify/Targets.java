package dev.bellwether.notify;

import dev.bellwether.model.ContactMethod;
import java.util.Locale;

/// What an address shares its fate with: the mail address or number, or the host of a web address.
final class Targets {
    private Targets() {}

    static String of(ContactMethod method) {
        return switch (method.channel().form().kind()) {
            case MAIL -> method.address().toLowerCase(Locale.ROOT);
            case PHONE, TEXT -> method.address();
            // Of a host one slow address may hold up the others.
            case WEB -> method.shown().replaceFirst(" · .*", "");
        };
    }
}
