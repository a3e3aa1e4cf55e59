/// The relational store: transactions on SQLite or PostgreSQL, the journal, leases.
///
/// Enters: work as functions of a [Tx]. Leaves: committed state and the journal lines that were
/// written with it. Read [Store] first, then [Tx] and [Journal]; what differs between the two
/// databases is in `Engine` (serving) and `Tables` (copies) and nowhere else. Copies of the
/// database and the way back are in [Backups]; a look from outside is [Inspection].
///
/// It will never know what a fact means, nor hold a table of another room: each room brings its own
/// migrations (`db/migration`, versions 2 people, 3 watch, 4 incident, 5 oncall, 6 notify, 7
/// statuspage, 8 api, 9 experiment) and its own SQL.
@NullMarked
package dev.bellwether.store;

import org.jspecify.annotations.NullMarked;
