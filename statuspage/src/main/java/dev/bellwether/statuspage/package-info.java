/// Status pages: what the journal says, made into files that outlive the server.
///
/// Enters: journal lines about incidents, maintenance, services and pages. Leaves: one [Bundle] a
/// page (HTML, Statuspage v2 JSON, Atom, RSS, iCal, a badge), kept in memory, in the data directory
/// and, when asked, in a directory for any web server; and letters to subscribers, by a
/// [dev.bellwether.model.Courier] ([Subscribers], `FanOut`). Read first: [PublishedPages] (the
/// door), `PageView` (what a page shows), `Pages` (which files that becomes). It never shows
/// drafts, the private timeline or who has the wheel, never asks another room, and never needs the
/// database to answer a visitor.
@org.jspecify.annotations.NullMarked
package dev.bellwether.statuspage;
