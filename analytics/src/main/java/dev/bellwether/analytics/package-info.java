/// The analytics store: every probe result in DuckDB, its roll-ups per hour and day, and the
/// questions the console asks of them.
///
/// Beside it visitors' events: [EventReader] reads a batch row by row, [EventStore] keeps each
/// event once and durably before it is acknowledged. Their files are their own.
///
/// Enters: probe results, one by one and in volume. Leaves: latency percentiles, uptime per day,
/// raw results, a backup. Read [CheckHistory] first, then the roll-ups and what is kept when raw
/// results go.
///
/// It will never block a probe, decide a verdict, acknowledge an event that is not on the disk, or
/// keep anything that must survive a lost disk: that stands in the journal.
@NullMarked
package dev.bellwether.analytics;

import org.jspecify.annotations.NullMarked;
