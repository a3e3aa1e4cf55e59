package dev.bellwether.people;

import dev.bellwether.model.Actor;
import java.time.Instant;

/// Who did what to what, and when.
///
/// @param seq the journal line it was read from
/// @param action such as `incident.resolved` or `token.created`
/// @param subject the id or the address it was done to
/// @param detail in words; may be empty
public record AuditEntry(
        long seq, Instant at, Actor actor, String action, String subject, String detail) {}
