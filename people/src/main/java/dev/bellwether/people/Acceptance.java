package dev.bellwether.people;

/// What a person fills in behind a one-time link.
///
/// @param name 1 to 100 characters
/// @param email used to sign in; for an invitation that names one, that one stands
/// @param password 12 to 256 characters
public record Acceptance(String name, String email, String password) {
    @Override
    public String toString() {
        return "Acceptance[" + name + ", " + email + "]";
    }
}
