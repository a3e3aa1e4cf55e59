/// No query can take a ClickHouse node down: what a query is, what it may take, and when it may
/// run.
///
/// Enters: requests of ClickHouse's clients, as bytes ([Guard] is the door). Leaves: the same
/// requests with a cap, in their turn, and the node's answers. Between them stand pure decisions:
/// what a query is ([Statement]), when it may run with how much ([Admission]), what it will need
/// ([Forecasts]), what to do when a node nears its limit or has died ([Watchdog], [Breaker]), what
/// people have switched ([Controls]), and which release sends heavier queries than the one before
/// ([Blame]). Read [Passage] first, one query's way; then [NodeKeeper], what is looked at each
/// second; then [Admission].
///
/// It will never refuse a query because its own lexer does not understand it.
@NullMarked
package dev.bellwether.guard;

import org.jspecify.annotations.NullMarked;
