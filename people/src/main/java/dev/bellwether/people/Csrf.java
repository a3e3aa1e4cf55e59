package dev.bellwether.people;

import java.util.Base64;

/// The value that a session's forms carry. Made from the session's token under the instance's key,
/// so it needs no column, and whoever reads a form's value learns nothing of the token.
final class Csrf {
    private final Mac256 mac;

    Csrf(InstanceKey key) {
        this.mac = key.mac("csrf");
    }

    String of(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.of(token));
    }
}
