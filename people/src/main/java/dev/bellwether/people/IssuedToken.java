package dev.bellwether.people;

/// A token just made.
///
/// @param secret `bw_…`, told here and never again: only its hash is stored
public record IssuedToken(String secret, ApiToken token) {
    @Override
    public String toString() {
        return "IssuedToken[" + token + "]";
    }
}
