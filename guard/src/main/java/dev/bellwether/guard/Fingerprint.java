package dev.bellwether.guard;

/// A query with its literals taken out: what two calls of the same code have in common.
///
/// @param hash 64 bits of the whole text; two texts of a cluster's few thousand have the same with
///   a chance of about one in 10^12
/// @param text for people, cut at [#SHOWN] characters
record Fingerprint(long hash, String text) {
    static final int SHOWN = 4_000;

    /// As it stands in tables and addresses: 16 hexadecimal digits.
    String id() {
        return "%016x".formatted(hash);
    }

    static Fingerprint of(Tokens tokens) {
        return new FingerprintText(tokens).read();
    }
}
