/// From signals to what we say to people: incidents, maintenance, and the status of each service.
///
/// Enters: what checks say (`VerdictChanged`, `CheckChanged`, `CheckRemoved` from the journal),
/// what other programs and the guard raised (`InboundSignal`, `GuardSignal`), what people and
/// tokens do ([Incidents], [Maintenances], [Services], [DependencyMap], [Changes]), and imports.
/// Leaves: one fact for each public change, with the whole record in it (`IncidentChanged`,
/// `MaintenanceChanged`, `MaintenanceReminded`, `ServiceChanged`, `ServiceStatusChanged`,
/// `DependenciesChanged`, `ChangeRecorded`), and lines of the private timeline (`TimelineNoted`,
/// `MaintenanceNoted`, `CauseNamed`, `SuspectNamed`). Read [IncidentRoom] first, then [Incidents],
/// `Automation` and `Causes`.
///
/// It will never page anybody, render a page, or probe a thing; and automation will never overwrite
/// what a person said.
@NullMarked
package dev.bellwether.incident;

import org.jspecify.annotations.NullMarked;
