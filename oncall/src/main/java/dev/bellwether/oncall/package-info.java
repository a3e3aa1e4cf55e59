/// From an incident to a person who says "I have it".
///
/// Enters: incidents, services and maintenance (facts in the journal), what became of deliveries
/// (`DeliveryChanged`), people who acknowledge ([Alerts]), and who is on call when ([Schedules];
/// asked through [Rota], reckoned by `Timetable` and below). Leaves: `AlertChanged` for each step
/// of an alert and `PageDue` for each person to be told. Read [OnCall] first, then [Alerts] and
/// `Escalation`.
///
/// It will never send anything itself, and never let an unacknowledged alert end in silence.
@NullMarked
package dev.bellwether.oncall;

import org.jspecify.annotations.NullMarked;
