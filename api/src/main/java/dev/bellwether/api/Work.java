package dev.bellwether.api;

/// What an operation does. Answers what its route says it gives.
@FunctionalInterface
interface Work {
    Object on(Call call);
}
