package dev.bellwether.console;

/// Answers one request of somebody who may make it.
@FunctionalInterface
interface Action {
    Reply answer(Visit visit);
}
