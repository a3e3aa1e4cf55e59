/// REST under `/api/v1` with its OpenAPI document, the addresses that jobs report in to
/// (`/heartbeat/…`), and a page to read the document.
///
/// Requests with a token enter, the rooms' own records leave as JSON. Read [Route] first (an
/// operation as data: the document, the checks of the body and the call are all made from it), then
/// [Runner] (what every request goes through), then any list such as [IncidentRoutes].
///
/// It will never decide what a room decides: it reads, asks the room, and says what came of it.
@NullMarked
package dev.bellwether.api;

import org.jspecify.annotations.NullMarked;
