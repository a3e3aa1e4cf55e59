/// People and what they may do: organizations, persons, contact methods, sign-in, sessions, API
/// tokens, invitations, the audit log, and the key of the instance.
///
/// Enters: an address, a password, a token, a one-time link. Leaves: a [Principal] (who asks and
/// what they may do), the [dev.bellwether.model.Directory] that paging asks, and `Audited` lines in
/// the journal. Read [People] first, then [SignIn] and [Invitations]; how passwords are kept is in
/// `Argon2`, how guessing is slowed down in `Throttle`.
///
/// It will never store a password, a session, a token or a one-time link as such, only their
/// hashes, nor say whether an address has an account.
@NullMarked
package dev.bellwether.people;

import org.jspecify.annotations.NullMarked;
