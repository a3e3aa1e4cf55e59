package dev.bellwether.model;

/// A fact that arrived from outside: what a check decided, what a provider says, what another
/// program or the guard raised.
public sealed interface Signal extends Fact
        permits VerdictChanged, ProviderChanged, InboundSignal, GuardSignal, DataStale {}
