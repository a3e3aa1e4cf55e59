/// The house put together: configuration, command line, the web server, the loops that run every
/// room's jobs, metrics and health.
///
/// Settings and commands enter; a running process leaves. Read [Assembly] first (the map of the
/// running system), then [Keys] (every setting), then [Loops].
///
/// It will never decide anything about checks, incidents or pages: it makes the rooms, joins them
/// and starts them.
@NullMarked
package dev.bellwether.server;

import org.jspecify.annotations.NullMarked;
