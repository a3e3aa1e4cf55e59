/// The analytics store: every probe result in DuckDB, its roll-ups per hour and day, and the
/// questions the console asks of them.
///
/// Enters: probe results, one by one and in volume. Leaves: latency percentiles, uptime per day,
/// raw results, a backup. Read [CheckHistory] first, then the roll-ups and what is kept when raw
/// results go.
///
/// It will never block a probe, decide a verdict, or keep anything that must survive a lost disk:
/// that stands in the journal.
@NullMarked
package dev.bellwether.analytics;

import org.jspecify.annotations.NullMarked;
