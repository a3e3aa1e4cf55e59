/// Promises tested from outside: the program as a process of its own, a real browser, clients that
/// others wrote.
///
/// Read [Program] first (the process), then [Browser] and [Tools]. It never reaches into a room:
/// what it knows, it knows through an address, a page or a mail.
@NullMarked
package dev.bellwether.e2e;

import org.jspecify.annotations.NullMarked;
