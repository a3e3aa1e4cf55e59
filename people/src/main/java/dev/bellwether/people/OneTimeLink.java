package dev.bellwether.people;

/// An invitation just made. The address is `/console/first/{token}`.
///
/// @param token told here and never again: only its hash is stored
public record OneTimeLink(String token, Invitation invitation) {}
