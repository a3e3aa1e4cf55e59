/// No query can take a ClickHouse node down: what a query is, what it may take, and when it may
/// run.
///
/// Enters: the text of queries. Leaves: their fingerprint and shape, and the text with settings
/// held down that would lift a cap. Read [Statement] first, then [Lexer] and [Ceilings].
///
/// It will never refuse a query because its own lexer does not understand it.
@NullMarked
package dev.bellwether.guard;

import org.jspecify.annotations.NullMarked;
