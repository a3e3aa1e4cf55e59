package dev.bellwether.model;

/// Somebody did something that is not told by another fact: signed in, made a token, changed a
/// setting.
///
/// @param action such as `token.created`
/// @param subject what it was done to
/// @param detail never a secret
public record Audited(Actor actor, String action, String subject, String detail) implements Fact {}
