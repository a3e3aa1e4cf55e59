package dev.bellwether.guard;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The parameters of a request's address as they were sent: order and doubles are kept, and what is
/// not touched stays as it was written. An empty one is never sent, for ClickHouse takes it for a
/// setting without a name (code 115).
final class Address {
    private final List<String> raw = new ArrayList<>();

    /// @param query what stands behind the `?`, encoded; may be empty
    Address(String query) {
        for (String one : query.split("&")) {
            if (!one.isEmpty()) {
                raw.add(one);
            }
        }
    }

    Address copy() {
        String whole = toString();
        return new Address(whole.isEmpty() ? "" : whole.substring(1));
    }

    /// The last value of this name, decoded, as far as it can be.
    Optional<String> value(String name) {
        Optional<String> found = Optional.empty();
        for (String one : raw) {
            if (name(one).equals(name)) {
                found = Optional.of(decoded(one.substring(Math.min(one.length(), eq(one) + 1))));
            }
        }
        return found;
    }

    boolean has(String name) {
        return raw.stream().anyMatch(one -> name(one).equals(name));
    }

    /// Each name once, decoded, in their order.
    List<String> names() {
        return raw.stream().map(Address::name).distinct().toList();
    }

    void remove(String name) {
        raw.removeIf(one -> name(one).equals(name));
    }

    /// Takes the place of those of this name, and stands behind all others: what is set last holds.
    void put(String name, String value) {
        remove(name);
        raw.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /// With the query mark, or empty.
    @Override
    public String toString() {
        return raw.isEmpty() ? "" : "?" + String.join("&", raw);
    }

    private static int eq(String one) {
        int at = one.indexOf('=');
        return at < 0 ? one.length() : at;
    }

    private static String name(String one) {
        return decoded(one.substring(0, eq(one)));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
