/// No query can take a ClickHouse node down: what a query is, what it may take, and when it may
/// run.
///
/// Enters: the text of queries, and what happens to them. Leaves: their fingerprint and shape, the
/// text with settings held down that would lift a cap, and when each may run with how much memory;
/// what forms of queries will need; what to do when a node nears its limit or has died. Read
/// [Statement] first, then [Admission] and [Forecasts].
///
/// It will never refuse a query because its own lexer does not understand it.
@NullMarked
package dev.bellwether.guard;

import org.jspecify.annotations.NullMarked;
