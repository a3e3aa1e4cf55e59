/// The web console: pages rendered on the server, for people who are signed in.
///
/// Enters: requests to `/console/…` and `/ack/…`, with a session cookie and forms. Leaves: HTML,
/// and calls to the doors of the feature rooms in the name of the person. Read [Console] first (all
/// areas in one list), then [Routes] (what happens around every page: session, role, CSRF, errors)
/// and [Reply]. Each area is one file named `…Pages`; the records beside it are what its templates
/// in `src/main/jte` show.
///
/// It will never decide anything about incidents, checks or pages itself, write a table of its own,
/// need JavaScript, or show the rows of another organization.
@NullMarked
package dev.bellwether.console;

import org.jspecify.annotations.NullMarked;
