package dev.bellwether.model;

/// A fact that arrived from outside: what a check decided, what a provider says.
public sealed interface Signal extends Fact permits VerdictChanged, ProviderChanged {}
