package dev.bellwether.console;

/// Answers one request of anybody.
@FunctionalInterface
interface GuestAction {
    Reply answer(Guest guest);
}
