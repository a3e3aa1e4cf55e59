package dev.bellwether.console;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/// The console's three cookies: the session, the key of forms before there is one, and the flash.
/// Over https their names begin with `__Host-`, which no other host can set.
final class Cookies {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final boolean secure;
    private final String prefix;

    Cookies(boolean secure) {
        this.secure = secure;
        this.prefix = secure ? "__Host-bellwether" : "bellwether";
    }

    Optional<String> session(Context context) {
        return Optional.ofNullable(context.cookie(prefix)).filter(t -> t.length() <= 200);
    }

    void session(Context context, String token, Duration lasts) {
        set(context, prefix, token, Math.toIntExact(lasts.toSeconds()));
    }

    void endSession(Context context) {
        set(context, prefix, "", 0);
    }

    /// A secret that ties a guest's form to the guest's browser. Made when it is not there.
    String guestKey(Context context) {
        return present(context).orElseGet(() -> makeKey(context));
    }

    private Optional<String> present(Context context) {
        return Optional.ofNullable(context.cookie(prefix + "-form"))
                .filter(k -> KEY.matcher(k).matches());
    }

    private String makeKey(Context context) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        set(context, prefix + "-form", key, Math.toIntExact(Duration.ofHours(12).toSeconds()));
        return key;
    }

    void flash(Context context, Flash flash) {
        set(context, prefix + "-flash", flash.cookie(), 60);
    }

    Optional<Flash> takeFlash(Context context) {
        String cookie = context.cookie(prefix + "-flash");
        if (cookie == null) {
            return Optional.empty();
        }
        set(context, prefix + "-flash", "", 0);
        return Flash.read(cookie);
    }

    private void set(Context context, String name, String value, int seconds) {
        context.cookie(new Cookie(name, value, "/", seconds, secure, true, null, SameSite.LAX));
    }
}
