package dev.bellwether.notify;

/// A mail that pages nobody: a verification code, an invitation.
///
/// @param to one address
/// @param text plain words; lines as they are; an address on a line of its own becomes a button in
///   the HTML part
public record Mail(String to, String subject, String text) {}
