package dev.bellwether.model;

/// Keeps secrets that must be read again (a webhook's signing key) out of the database's plain
/// text.
public interface Secrets {
    /// The secret, encrypted and bound to what it is for: text of about 1.4 times its length.
    ///
    /// @param purpose such as `webhook/<id>`; the same must be given to open it
    String seal(String purpose, String secret);

    /// @throws IllegalArgumentException when it was not sealed here for this purpose
    String open(String purpose, String sealed);
}
