package dev.bellwether.statuspage;

import dev.bellwether.model.PageAccess;
import dev.bellwether.model.PageId;
import dev.bellwether.model.PasswordHasher;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What private pages are locked with. Needs no database: what is handed out (cookies, keys of
/// feeds) is made from one secret by HMAC-SHA256 and checked by making it again.
public final class Locks {
    private static final int KEY_BYTES = 16;

    private final PasswordHasher hasher;
    private final byte[] secret;

    /// @param secret known to this installation only, the same on all its nodes
    public Locks(PasswordHasher hasher, String secret) {
        this.hasher = hasher;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /// Locks that no password opens.
    static Locks none() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new Locks(PasswordHasher.NONE, Base64.getEncoder().encodeToString(bytes));
    }

    PasswordHasher hasher() {
        return hasher;
    }

    /// The key with which feed readers and programs read a private page.
    String feedKey(PageId page, PageAccess access) {
        return text(Arrays.copyOf(mac("feed", page, access, ""), KEY_BYTES));
    }

    /// What a cookie good until `expires` (seconds) is signed with.
    String signature(PageId page, PageAccess access, long expires) {
        return text(mac("cookie", page, access, Long.toString(expires)));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] mac(String use, PageId page, PageAccess access, String more) {
        String message = use + "/" + page.value() + "/" + access.generation() + "/" + more;
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }
}
