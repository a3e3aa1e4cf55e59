package dev.bellwether.console;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// CSRF protection before there is a session: the form carries a hash of a secret that only the
/// browser's cookie holds, so a foreign site can send neither.
final class GuestForms {
    static final String FIELD = "csrf";

    private final Cookies cookies;

    GuestForms(Cookies cookies) {
        this.cookies = cookies;
    }

    String value(Context context) {
        return value(cookies.guestKey(context));
    }

    boolean matches(Context context) {
        String sent = context.formParam(FIELD);
        return sent != null
                && MessageDigest.isEqual(bytes(sent), bytes(value(cookies.guestKey(context))));
    }

    private static String value(String key) {
        return Assets.sha256(bytes("bellwether form " + key));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
