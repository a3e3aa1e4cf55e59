package dev.bellwether.watch;

/// A new place with the token it signs in with: told once, and kept only as a digest.
public record IssuedPlace(String token, Place place) {
    @Override
    public String toString() {
        return "IssuedPlace[" + place + "]";
    }
}
