/// A made-up world on loopback: a shop with its services, two dozen providers that do not exist, a
/// mailbox, and troubles that come and go by a script, so that a newcomer sees check, incident,
/// page and mail happen within a minute and without the internet.
///
/// Enters: the doors of the features ([DemoDoors]). Leaves: outages, and one line of commentary for
/// each thing that happens. Read [DemoWorld] first, then [Script] (what breaks when) and
/// [Furniture] (what is set up).
///
/// It will never reach outside of this machine, and never pretend that its history happened.
@NullMarked
package dev.bellwether.demo;

import org.jspecify.annotations.NullMarked;
